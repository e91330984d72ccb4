/**
 * Flowise: `POST /api/v1/prediction/{flow}` and `internal-prediction`. Its blocks begin with a line
 * `message:`, which is no field of the format and is passed over.
 * Source: Flowise's server, 3; recorded from Flowise 3.1.4.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Request = z.object({ question: WireText, form: z.optional(z.unknown()), chatId: WireText });

const UsedTools = z.array(z.object({ tool: WireText, toolInput: z.optional(z.unknown()) }));
const Usage = z.object({ input_tokens: WireCount, output_tokens: WireCount });
const Event = z.object({ event: z.string(), data: z.optional(z.unknown()) });
const Metadata = z.object({ chatId: WireText });
const Document = z.object({
  text: WireText,
  json: z.optional(z.unknown()),
  chatId: WireText,
  usedTools: z.optional(z.unknown()),
});

const PATH = /\/api\/v1\/(?:internal-)?prediction\/[^/]+$/;

export const flowise: Protocol = {
  name: 'flowise',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    if (!PATH.test(path)) return null;
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const { question, form, chatId = null } = data;
    const text = question === undefined ? jsonText(form) : [question];
    return asking({ conversation: chatId, turn: 'prompt', text, messages: 1 });
  },
  decoder: () =>
    decodeAnswer({
      event: whenFits(Event, ({ event, data }, answer) => {
        if (event === 'token' && typeof data === 'string') answer.text.push(data);
        else if (event === 'usedTools') takeTools(data, answer);
        else if (event === 'usageMetadata') {
          const usage = Usage.safeParse(data).data;
          report(answer, { inputTokens: usage?.input_tokens, outputTokens: usage?.output_tokens });
        } else if (event === 'metadata') {
          answer.conversation = Metadata.safeParse(data).data?.chatId ?? answer.conversation;
        } else if (event === 'end') finish(answer);
        else if (event === 'error') answer.ending = 'failed';
      }),
      document: whenFits(Document, ({ text, json, chatId, usedTools }, answer) => {
        answer.text.push(...(text === undefined ? jsonText(json) : [text]));
        answer.conversation = chatId ?? null;
        takeTools(usedTools, answer);
        if (answer.text.length > 0) finish(answer);
      }),
    }),
};

function takeTools(used: unknown, answer: Answer): void {
  for (const { tool, toolInput } of UsedTools.safeParse(used).data ?? []) {
    answer.toolCalls.push({ id: null, name: tool });
    answer.text.push(tool ?? '', ...jsonText(toolInput));
  }
}
