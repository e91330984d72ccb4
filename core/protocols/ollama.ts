/**
 * Ollama: `POST /api/chat` and `/api/generate`, answered by lines of JSON. It streams unless told
 * not to; the last line carries what was used.
 * Source: the `ollama` package, 0.6.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Asked, asking, finish, type Protocol, report } from './protocol.ts';

const Message = z.object({
  role: z.optional(z.unknown()),
  content: WireText,
  thinking: WireText,
  tool_name: WireText,
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

type Message = z.infer<typeof Message>;

/** Everything a request may hold: custom apps like these paths too, and ask otherwise. */
const Settings = {
  model: z.string(),
  stream: z.optional(z.unknown()),
  format: z.optional(z.unknown()),
  options: z.optional(z.unknown()),
  keep_alive: z.optional(z.unknown()),
  think: z.optional(z.unknown()),
  logprobs: z.optional(z.unknown()),
  top_logprobs: z.optional(z.unknown()),
  truncate: z.optional(z.unknown()),
  shift: z.optional(z.unknown()),
};

const Chat = z.strictObject({
  ...Settings,
  // Without any it only loads the model.
  messages: z.array(Message).check(z.minLength(1)),
  tools: z.optional(z.unknown()),
});

const Generate = z.strictObject({
  ...Settings,
  prompt: z.string().check(z.minLength(1)),
  system: WireText,
  suffix: WireText,
  template: WireText,
  context: z.optional(z.unknown()),
  raw: z.optional(z.unknown()),
  images: z.optional(z.unknown()),
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
    if (kind === 'generate') return askedOfGenerate(Generate.safeParse(body).data);
    return kind === 'chat' ? askedOfChat(Chat.safeParse(body).data) : null;
  },
  decoder() {
    const take = whenFits(Line, (line, answer) => {
      answer.model = line.model ?? answer.model;
      const said = [line.response, line.thinking, line.message?.content, line.message?.thinking];
      for (const text of said) if (text !== undefined) answer.text.push(text);
      for (const { function: called } of line.message?.tool_calls ?? []) {
        // Calls have no ids; results name the tool, whose latest call is meant.
        answer.toolCalls.push({ id: called.name ?? null, name: called.name });
        answer.text.push(called.name ?? '', ...jsonText(called.arguments));
      }
      report(answer, { inputTokens: line.prompt_eval_count, outputTokens: line.eval_count });
      if (line.error !== undefined) answer.ending = 'failed';
      else if (line.done === true) finish(answer);
    });
    return decodeAnswer({ event: () => false, document: take, line: take });
  },
};

function askedOfGenerate(request: z.infer<typeof Generate> | undefined): Asked | null {
  if (request === undefined) return null;
  const { model, system, prompt, suffix } = request;
  const text = [system, prompt, suffix].flatMap(contentText);
  return asking({ model, turn: 'prompt', text, messages: 1 });
}

function askedOfChat(request: z.infer<typeof Chat> | undefined): Asked | null {
  if (request === undefined) return null;
  const { model, messages, tools } = request;
  const results = messages.slice(messages.findLastIndex(({ role }) => role !== 'tool') + 1);
  const isPrompt = messages.at(-1)?.role === 'user';
  return asking({
    model,
    turn: results.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
    answers: results.length > 0 ? toolNames(messages, results) : [],
    text: [
      ...jsonText(tools),
      ...messages.flatMap(({ content, tool_calls }) => [
        ...contentText(content),
        ...jsonText(tool_calls),
      ]),
    ],
    messages: messages.length,
  });
}

/** Results name their tools only since lately; the calls before them always did. */
function toolNames(messages: readonly Message[], results: readonly Message[]): string[] {
  const calls = messages.findLast(({ tool_calls }) => tool_calls !== undefined)?.tool_calls ?? [];
  return results.flatMap(({ tool_name }, place) => tool_name ?? calls[place]?.function.name ?? []);
}
