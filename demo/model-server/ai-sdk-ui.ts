import * as z from 'zod/mini';
import { type Dialect, sse } from './dialect.ts';

const Body = z.object({
  messages: z.array(
    z.object({
      role: z.string(),
      parts: z.array(z.object({ type: z.string(), text: z.optional(z.string()) })),
    }),
  ),
});

/** The stream `useChat` reads. It carries neither a model nor usage. */
export const aiSdkUi: Dialect = {
  protocol: 'ai-sdk-ui',
  headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
  read(body) {
    const { messages } = Body.parse(body);
    return {
      model: null,
      stream: true,
      usageWanted: false,
      texts: messages.flatMap(({ parts }) => parts.flatMap(({ text }) => text ?? [])),
      messages: messages.length,
      stepsTaken: null,
    };
  },
  *stream({ id, pieces }) {
    yield { wire: sse({ type: 'start', messageId: id }) + sse({ type: 'start-step' }), text: '' };
    yield { wire: sse({ type: 'text-start', id: '0' }), text: '' };
    for (const text of pieces) {
      yield { wire: sse({ type: 'text-delta', id: '0', delta: text }), text };
    }
    yield { wire: sse({ type: 'text-end', id: '0' }) + sse({ type: 'finish-step' }), text: '' };
    yield { wire: sse({ type: 'finish' }) + sse('[DONE]'), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => sse({ type: 'error', errorText: 'The model is overloaded.' }),
  refusal: (status) => ({ error: status === 429 ? 'Rate limit reached.' : 'Server error.' }),
};
