import * as z from 'zod/mini';
import { type Chunk, type Dialect, halves, NO_JSON, type Spoken, sse } from './dialect.ts';

const Body = z.object({
  id: z.optional(z.string()),
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
  runsTools: true,
  read(body) {
    const { id = null, messages } = Body.parse(body);
    return {
      model: null,
      conversation: id,
      stream: true,
      usageWanted: false,
      texts: messages.flatMap(({ parts }) => parts.flatMap(({ text }) => text ?? [])),
      messages: messages.length,
      turn: messages.filter(({ role }) => role === 'user').length - 1,
      stepsTaken: null,
    };
  },
  *stream({ id, pieces, calls }) {
    yield { wire: sse({ type: 'start', messageId: id }) + sse({ type: 'start-step' }), text: '' };
    if (calls.length > 0) {
      for (const call of calls) yield* toolChunks(call);
      yield { wire: sse({ type: 'finish-step' }) + sse({ type: 'start-step' }), text: '' };
    }
    yield { wire: sse({ type: 'text-start', id: '0' }), text: '' };
    for (const text of pieces) {
      yield { wire: sse({ type: 'text-delta', id: '0', delta: text }), text };
    }
    yield { wire: sse({ type: 'text-end', id: '0' }) + sse({ type: 'finish-step' }), text: '' };
    yield { wire: sse({ type: 'finish', finishReason: 'stop' }) + sse('[DONE]'), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => sse({ type: 'error', errorText: 'The model is overloaded.' }),
  malformed: () => sse(NO_JSON),
  refusal: (status) => ({ error: status === 429 ? 'Rate limit reached.' : 'Server error.' }),
};

/** A tool the server called and ran: its input in parts, then whole, then what came of it. */
function* toolChunks({ id, name, json }: Spoken['calls'][number]): Iterable<Chunk> {
  const part = (type: string, rest: object) => sse({ type, toolCallId: id, ...rest });
  yield { wire: part('tool-input-start', { toolName: name }), text: name };
  for (const text of halves(json)) {
    yield { wire: part('tool-input-delta', { inputTextDelta: text }), text };
  }
  const input = JSON.parse(json) as unknown;
  yield { wire: part('tool-input-available', { toolName: name, input }), text: '' };
  yield { wire: part('tool-output-available', { output: 'Done.' }), text: '' };
}
