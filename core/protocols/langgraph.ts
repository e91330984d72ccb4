/**
 * LangGraph (`/threads/{id}/runs/stream`, `/runs/stream`, `…/wait`) and LangServe
 * (`/{chain}/stream`, `/{chain}/invoke`). A run makes several model calls and says the usage of
 * each with its message, over and over: per message the largest counts, and together they are the
 * run's.
 * Source: `@langchain/langgraph-sdk` 2.0, LangServe 0.3.
 */
import * as z from 'zod/mini';
import { decodeAnswer, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import {
  type Answer,
  asking,
  finish,
  type Protocol,
  report,
  type ReportedUsage,
} from './protocol.ts';

const Request = z.object({
  input: z.optional(z.unknown()),
  assistant_id: z.optional(z.unknown()),
});
const Messages = z.object({ messages: z.array(z.unknown()) });
const Prompt = z.object({ content: z.optional(z.unknown()), type: WireText, role: WireText });

const Details = (name: 'cache_read' | 'reasoning') =>
  z.catch(z.optional(z.object({ [name]: WireCount })), undefined);
const Message = z.object({
  type: WireText,
  id: WireText,
  content: z.optional(z.unknown()),
  tool_calls: z.catch(
    z.optional(z.array(z.object({ id: WireText, name: WireText, args: z.optional(z.unknown()) }))),
    undefined,
  ),
  usage_metadata: z.catch(
    z.optional(
      z.object({
        input_tokens: WireCount,
        output_tokens: WireCount,
        input_token_details: Details('cache_read'),
        output_token_details: Details('reasoning'),
      }),
    ),
    undefined,
  ),
  response_metadata: z.catch(
    z.optional(z.object({ model_name: WireText, finish_reason: WireText })),
    undefined,
  ),
});
type Message = z.infer<typeof Message>;

const Metadata = z.object({ thread_id: WireText });

const RUNS = /\/(?:threads\/([^/]+)\/)?runs\/(?:stream|wait)$/;
const CHAIN = /\/(?:stream|invoke)$/;
/** Values of an event are looked through only so far. */
const MAX_DEPTH = 6;

export const langgraph: Protocol = {
  name: 'langgraph',
  endpoint: (path) => RUNS.test(path),
  read({ path, body }) {
    const run = RUNS.exec(path);
    const { success, data } = Request.safeParse(body);
    if (!success || data.input === undefined) return null;
    if (run === null ? !CHAIN.test(path) : data.assistant_id === undefined) return null;
    const { messages, text } = promptOf(data.input);
    return asking({ conversation: run?.[1] ?? null, turn: 'prompt', messages, text });
  },
  decoder() {
    const seen = new Map<string, Seen>();
    const decoder = decodeAnswer({
      event: (data, answer, name = '') => {
        if (name === 'error') answer.ending = 'failed';
        else if (name === 'end') finish(answer);
        else if (name === 'metadata') {
          answer.conversation = Metadata.safeParse(data).data?.thread_id ?? answer.conversation;
        } else takeMessages(data, answer, seen, MAX_DEPTH, name === 'messages' || name === 'data');
        return true;
      },
      document: (data, answer) => {
        takeMessages(data, answer, seen, MAX_DEPTH, false);
        return true;
      },
    });
    return {
      ...decoder,
      end: () => {
        const answer = decoder.end();
        report(answer, totalOf(seen));
        answer.text.push(...[...seen.values()].flatMap(({ text }) => text));
        return answer;
      },
    };
  },
};

/** One message of a model, as far as it was told. */
interface Seen {
  text: string[];
  usage: Partial<ReportedUsage>;
  tools: Set<string>;
}

/**
 * Models' messages stand in lists, in fields named after nodes, or beside where they came from.
 * `pieces`: each brings the next piece of a message, not all of it.
 */
function takeMessages(
  value: unknown,
  answer: Answer,
  seen: Map<string, Seen>,
  depth: number,
  pieces: boolean,
): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  const message = Message.safeParse(value).data;
  if (message?.type !== undefined && message.content !== undefined) {
    if (/^ai/i.test(message.type)) takeMessage(message, answer, seen, pieces);
    return;
  }
  for (const inner of Object.values(value)) takeMessages(inner, answer, seen, depth - 1, pieces);
}

function takeMessage(
  message: Message,
  answer: Answer,
  seen: Map<string, Seen>,
  pieces: boolean,
): void {
  const { id = '', usage_metadata: usage, response_metadata: response } = message;
  const known = seen.get(id) ?? { text: [], usage: {}, tools: new Set<string>() };
  if (seen.size < 1000) seen.set(id, known);
  const text = contentText(message.content);
  if (pieces) known.text.push(...text);
  else if (text.join('').length >= known.text.join('').length) known.text = text;
  for (const call of message.tool_calls ?? []) {
    const key = call.id ?? call.name ?? '';
    if (key === '' || known.tools.has(key)) continue;
    known.tools.add(key);
    answer.toolCalls.push({ id: call.id ?? null, name: call.name });
    answer.text.push(call.name ?? '', ...jsonText(call.args));
  }
  if (usage !== undefined) {
    known.usage = {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      cachedInputTokens: usage.input_token_details?.['cache_read'],
      reasoningTokens: usage.output_token_details?.['reasoning'],
    };
  }
  answer.model = response?.model_name ?? answer.model;
  // A run has no end marker: it is over when its last message stopped by itself.
  if (response?.finish_reason === 'stop' || response?.finish_reason === 'end_turn') finish(answer);
}

function totalOf(seen: ReadonlyMap<string, Seen>): Partial<ReportedUsage> {
  const sum = (name: keyof ReportedUsage) => {
    const told = [...seen.values()].flatMap(({ usage }) => usage[name] ?? []);
    return told.length === 0 ? undefined : told.reduce((left, right) => left + right, 0);
  };
  return {
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cachedInputTokens: sum('cachedInputTokens'),
    reasoningTokens: sum('reasoningTokens'),
  };
}

function promptOf(input: unknown): { text: string[]; messages: number } {
  if (typeof input === 'string') return { text: [input], messages: 1 };
  const messages = Messages.safeParse(input).data?.messages.map(
    (each) => Prompt.safeParse(each).data,
  );
  if (messages !== undefined) {
    return {
      text: messages.flatMap((message) => contentText(message?.content)),
      messages: messages.length,
    };
  }
  if (typeof input !== 'object' || input === null) return { text: [], messages: 1 };
  const text = Object.values(input).filter((value): value is string => typeof value === 'string');
  return { text, messages: 1 };
}
