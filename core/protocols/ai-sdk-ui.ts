/**
 * The UI message stream of the Vercel AI SDK, as `useChat` speaks it. It has no endpoint of its
 * own, so the request's shape decides; it reports no usage, so tokens are estimated.
 * Source: the types of the `ai` package, 6 and 7.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { asking, finish, type Protocol } from './protocol.ts';

const Part = z.lazy(() =>
  z.object({
    type: z.string(),
    text: WireText,
    toolCallId: WireText,
    input: z.optional(z.unknown()),
    output: z.optional(z.unknown()),
  }),
);

const Request = z.lazy(() =>
  z.object({
    id: WireText,
    model: z.optional(z.unknown()),
    messages: z.array(z.object({ role: z.string(), parts: z.array(Part) })),
    trigger: z.literal(['submit-message', 'regenerate-message']),
  }),
);

const Chunk = z.lazy(() =>
  z.object({
    type: z.string(),
    delta: WireText,
    toolCallId: WireText,
    toolName: WireText,
    input: z.optional(z.unknown()),
  }),
);

export const aiSdkUi: Protocol = {
  name: 'ai-sdk-ui',
  read({ body }) {
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const last = data.messages.at(-1);
    // Tools that run in the page send the whole message back with their results in it.
    const results =
      last?.role === 'assistant'
        ? last.parts.flatMap((part) => (part.output === undefined ? [] : (part.toolCallId ?? [])))
        : [];
    return asking({
      model: data.model,
      conversation: data.id ?? null,
      turn: results.length > 0 ? 'tool-results' : last?.role === 'user' ? 'prompt' : 'not seen',
      answers: results,
      text: data.messages.flatMap(({ parts }) =>
        parts.flatMap((part) => [
          ...contentText(part.text),
          ...jsonText(part.input),
          ...jsonText(part.output),
        ]),
      ),
      messages: data.messages.length,
    });
  },
  decoder: () =>
    decodeAnswer({
      event: whenFits(Chunk, (chunk, answer) => {
        if (chunk.type === 'text-delta' || chunk.type === 'reasoning-delta') {
          answer.text.push(chunk.delta ?? '');
        } else if (chunk.type === 'tool-input-available') {
          answer.toolCalls.push({ id: chunk.toolCallId ?? null, name: chunk.toolName });
          answer.text.push(chunk.toolName ?? '', ...jsonText(chunk.input));
        } else if (chunk.type === 'finish') {
          finish(answer);
        } else if (chunk.type === 'error') {
          answer.ending = 'failed';
        }
      }),
      // This protocol always streams; a document is an error of the route.
      document: () => false,
    }),
};
