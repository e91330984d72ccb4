/**
 * The Vercel AI SDK's earlier stream: lines, each with a letter for what it is. Requests are told
 * by their shape, like those of its successor.
 * Source: the `ai` package, 4.
 */
import * as z from 'zod/mini';
import { parseJson, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, emptyAnswer, finish, type Protocol, report } from './protocol.ts';

/** A tool that ran in the page, or is to run there. */
const Invocation = z.object({
  toolCallId: WireText,
  args: z.optional(z.unknown()),
  result: z.optional(z.unknown()),
});

const Request = z.object({
  id: z.string(),
  model: z.optional(z.unknown()),
  messages: z
    .array(
      z.object({
        role: z.string(),
        content: z.string(),
        parts: z.array(z.unknown()),
        toolInvocations: z.catch(z.optional(z.array(Invocation)), undefined),
      }),
    )
    .check(z.minLength(1)),
});

const Call = z.object({ toolCallId: WireText, toolName: WireText, args: z.optional(z.unknown()) });
const End = z.object({
  usage: z.catch(
    z.optional(z.object({ promptTokens: WireCount, completionTokens: WireCount })),
    undefined,
  ),
});

const LINE = /^([0-9a-k]):(.*)$/;
/** Longest line we are willing to hold, in characters. */
const MAX_LINE = 4_000_000;

export const aiSdkLines: Protocol = {
  name: 'ai-sdk-ui',
  read({ body }) {
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const last = data.messages.at(-1);
    // Tools that run in the page send the whole message back with their results in it.
    const results = last?.role === 'assistant' ? (last.toolInvocations ?? []) : [];
    const answers = results.flatMap(({ toolCallId, result }) =>
      result === undefined ? [] : (toolCallId ?? []),
    );
    return asking({
      model: data.model,
      conversation: data.id,
      turn: answers.length > 0 ? 'tool-results' : last?.role === 'user' ? 'prompt' : 'not seen',
      answers,
      text: data.messages.flatMap(({ content, toolInvocations = [] }) => [
        content,
        ...toolInvocations.flatMap(({ args, result }) => [...jsonText(args), ...jsonText(result)]),
      ]),
      messages: data.messages.length,
    });
  },
  decoder() {
    const answer = emptyAnswer();
    const text = new TextDecoder();
    let held = '';
    const feed = (piece: string) => {
      const lines = (held + piece).split('\n');
      held = lines.pop() ?? '';
      if (held.length > MAX_LINE) {
        held = '';
        answer.malformed += 1;
      }
      for (const line of lines) takeLine(line, answer);
    };
    return {
      answer,
      feed: (bytes) => feed(text.decode(bytes, { stream: true })),
      end: () => {
        feed(`${text.decode()}\n`);
        return answer;
      },
    };
  },
};

function takeLine(line: string, answer: Answer): void {
  const [, kind, json = ''] = LINE.exec(line.trimEnd()) ?? [];
  if (kind === undefined) return;
  const data = parseJson(json);
  if (data === undefined) answer.malformed += 1;
  else if ((kind === '0' || kind === 'g') && typeof data === 'string') answer.text.push(data);
  else if (kind === '9') {
    const { toolCallId = null, toolName, args } = Call.safeParse(data).data ?? {};
    answer.toolCalls.push({ id: toolCallId, name: toolName });
    answer.text.push(...contentText(toolName), ...jsonText(args));
  } else if (kind === '3') answer.ending = 'failed';
  else if (kind === 'd') {
    const usage = End.safeParse(data).data?.usage;
    report(answer, { inputTokens: usage?.promptTokens, outputTokens: usage?.completionTokens });
    finish(answer);
  }
}
