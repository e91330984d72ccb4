import { postJson, type Wire } from './wire.ts';

/** A tool called from the page: the first that is on offer, with the prompt for its input. */
export const mcp: Wire = {
  variants: ['direct'],
  request: ({ prompt, stream, tools: [name = 'search_tickets'] }) =>
    postJson(
      '/mcp',
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: { query: prompt } },
      },
      {
        accept: stream ? 'application/json, text/event-stream' : 'application/json',
        'mcp-protocol-version': '2025-11-25',
      },
    ),
};
