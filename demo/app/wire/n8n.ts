import { postJson, type Wire } from './wire.ts';

/** The hosted chat; configured so, it asks by GET. */
export const n8n: Wire = {
  variants: ['post', 'get'],
  request: ({ prompt, stream, conversation, variant }) => {
    const path = '/webhook/7d3c2a10/chat';
    const message = { action: 'sendMessage', sessionId: conversation, chatInput: prompt };
    // It asks for text where the workflow streams.
    const headers: Record<string, string> = stream ? { accept: 'text/plain' } : {};
    if (variant === 'get') {
      const query = new URLSearchParams(message).toString();
      return { path: `${path}?${query}`, method: 'GET', headers, body: null };
    }
    return postJson(path, message, headers);
  },
};
