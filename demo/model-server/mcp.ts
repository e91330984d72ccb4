/**
 * A server of tools in the Model Context Protocol, over its streamable HTTP and without sessions.
 * A call of a tool is an exchange in which no model takes part.
 */
import * as z from 'zod/mini';
import { allCalls } from './answers.ts';
import { type Aside, aside } from './aside.ts';
import { type Dialect, oneMessage, type Sent, type Spoken, sse } from './dialect.ts';
import { rpcFailures, RpcRequest, rpcResult } from './json-rpc.ts';

const Call = z.object({ name: z.string(), arguments: z.optional(z.unknown()) });
const Initialize = z.object({ protocolVersion: z.string() });

/** What the tools do, as a server tells it so that people can be asked first. */
const EFFECTS: Record<string, object> = {
  search_tickets: { readOnlyHint: true },
  send_email: { readOnlyHint: false, destructiveHint: false },
  post_chat_message: { readOnlyHint: false, destructiveHint: false },
  deploy_service: { readOnlyHint: false, destructiveHint: true },
};

export function mcpFor({ body, headers }: Sent): Dialect | Aside {
  const { id, method, params = {} } = RpcRequest.parse(body);
  if (id === undefined) return { status: 202 };
  if (method === 'tools/call') {
    return toolCall(id, Call.parse(params).name, headers.accept ?? '');
  }
  if (method === 'initialize') {
    const { protocolVersion } = Initialize.parse(params);
    const serverInfo = { name: 'northwind-tools', version: '1.0.0' };
    return aside(rpcResult(id, { protocolVersion, capabilities: { tools: {} }, serverInfo }));
  }
  return aside(rpcResult(id, method === 'tools/list' ? { tools: tools() } : {}));
}

function tools(): object[] {
  return allCalls().map(({ name, input }) => ({
    name,
    description: `The workspace's ${name.replaceAll('_', ' ')}.`,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(Object.keys(input).map((key) => [key, { type: 'string' }])),
    },
    annotations: EFFECTS[name],
  }));
}

function toolCall(id: string | number, name: string, accept: string): Dialect {
  return {
    ...rpcFailures(id),
    protocol: 'mcp',
    headers: {},
    runsTools: false,
    read: () => oneMessage('', { stream: accept.includes('text/event-stream'), tool: name }),
    /** What it has to say on the way, then the result. */
    *stream(spoken) {
      for (const [done] of spoken.pieces.entries()) {
        const params = { level: 'info', data: { done: done + 1 } };
        const notice = { jsonrpc: '2.0', method: 'notifications/message', params };
        yield { wire: sse(notice, 'message'), text: '' };
      }
      yield { wire: sse(rpcResult(id, result(spoken)), 'message'), text: '' };
    },
    whole: (spoken) => rpcResult(id, result(spoken)),
  };
}

function result({ pieces }: Spoken) {
  return { content: [{ type: 'text', text: pieces.join('') }], isError: false };
}
