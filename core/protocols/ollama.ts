/**
 * Ollama: `POST /api/chat` and `/api/generate`, answered by lines of JSON. It streams unless told
 * not to; the last line carries what was used.
 * Source: the `ollama` package, 0.6.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { asking, finish, type Protocol, report } from './protocol.ts';

const Message = z.object({
  role: z.optional(z.unknown()),
  content: WireText,
  thinking: WireText,
  tool_calls: z.catch(
    z.optional(
      z.array(
        z.object({
          function: z.object({ name: WireText, arguments: z.optional(z.unknown()) }),
        }),
      ),
    ),
    undefined,
  ),
});

const Request = z.object({
  model: z.string(),
  messages: z.optional(z.array(Message)),
  prompt: z.optional(z.string()),
  system: WireText,
  tools: z.optional(z.unknown()),
});

const Line = z.object({
  model: z.optional(z.unknown()),
  message: z.catch(z.optional(Message), undefined),
  response: WireText,
  thinking: WireText,
  done: z.catch(z.optional(z.boolean()), undefined),
  prompt_eval_count: WireCount,
  eval_count: WireCount,
  error: z.optional(z.unknown()),
});

const PATH = /\/api\/(chat|generate)$/;

export const ollama: Protocol = {
  name: 'ollama',
  read({ path, body }) {
    const kind = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(body);
    if (!success || data[kind === 'chat' ? 'messages' : 'prompt'] === undefined) return null;
    if (kind === undefined) return null;
    const { model, messages = [], prompt, system, tools } = data;
    const last = messages.at(-1)?.role;
    const isPrompt = kind === 'generate' || last === 'user';
    return asking({
      model,
      turn: last === 'tool' ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
      text: [
        ...contentText(system),
        ...contentText(prompt),
        ...messages.flatMap(({ content, tool_calls }) => [
          ...contentText(content),
          ...jsonText(tool_calls),
        ]),
        ...jsonText(tools),
      ],
      messages: Math.max(1, messages.length),
    });
  },
  decoder() {
    const take = whenFits(Line, (line, answer) => {
      answer.model = line.model ?? answer.model;
      const said = [line.response, line.thinking, line.message?.content, line.message?.thinking];
      for (const text of said) if (text !== undefined) answer.text.push(text);
      for (const { function: called } of line.message?.tool_calls ?? []) {
        // Its calls have no ids.
        answer.toolCalls.push({ id: null, name: called.name });
        answer.text.push(called.name ?? '', ...jsonText(called.arguments));
      }
      report(answer, { inputTokens: line.prompt_eval_count, outputTokens: line.eval_count });
      if (line.error !== undefined) answer.ending = 'failed';
      else if (line.done === true) finish(answer);
    });
    return decodeAnswer({ event: () => false, document: take, line: take });
  },
};
