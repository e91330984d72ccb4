/**
 * OpenAI Chat Completions: `POST …/chat/completions`.
 * Source: the types of the `openai` package, 6.49 and 7.57.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Request = z.lazy(() =>
  z.object({
    model: z.optional(z.unknown()),
    messages: z.array(
      z.object({
        role: z.string(),
        content: z.optional(z.unknown()),
        tool_calls: z.optional(z.array(z.unknown())),
        tool_call_id: WireText,
      }),
    ),
    tools: z.optional(z.unknown()),
  }),
);

const ToolCall = z.lazy(() =>
  z.object({
    index: WireCount,
    id: WireText,
    function: z.optional(z.object({ name: WireText, arguments: WireText })),
  }),
);

/** A message whole, or a piece of one. */
const Message = z.lazy(() =>
  z.object({
    content: z.optional(z.unknown()),
    reasoning_content: WireText,
    refusal: WireText,
    tool_calls: z.optional(z.nullable(z.array(ToolCall))),
  }),
);

const Completion = z.lazy(() =>
  z.object({
    model: z.optional(z.unknown()),
    choices: z.optional(
      z.array(
        z.object({
          index: WireCount,
          delta: z.optional(z.nullable(Message)),
          message: z.optional(z.nullable(Message)),
          finish_reason: z.optional(z.nullable(z.string())),
        }),
      ),
    ),
    usage: z.optional(
      z.nullable(
        z.object({
          prompt_tokens: WireCount,
          completion_tokens: WireCount,
          prompt_tokens_details: z.optional(z.nullable(z.object({ cached_tokens: WireCount }))),
          completion_tokens_details: z.optional(
            z.nullable(z.object({ reasoning_tokens: WireCount })),
          ),
        }),
      ),
    ),
    error: z.optional(z.unknown()),
  }),
);
type Completion = z.infer<typeof Completion>;

const endpoint = (path: string) => path.endsWith('/chat/completions');

export const openaiChat: Protocol = {
  name: 'openai-chat',
  endpoint,
  read({ path, body }) {
    if (!endpoint(path)) return null;
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const results = trailingToolResults(data.messages);
    return asking({
      model: data.model,
      turn: results.length > 0 ? 'tool-results' : turnOf(data.messages.at(-1)?.role),
      answers: results,
      text: [
        ...jsonText(data.tools),
        ...data.messages.flatMap(({ content, tool_calls }) => [
          ...contentText(content),
          ...jsonText(tool_calls),
        ]),
      ],
      messages: data.messages.length,
    });
  },
  decoder() {
    const calls = new Map<string, Answer['toolCalls'][number]>();
    const take = whenFits(Completion, (completion, answer) => {
      takeCompletion(completion, answer, calls);
    });
    return decodeAnswer({ event: take, document: take });
  },
};

function turnOf(role: string | undefined): 'prompt' | 'not seen' {
  return role === 'user' ? 'prompt' : 'not seen';
}

function trailingToolResults(messages: z.infer<typeof Request>['messages']): string[] {
  const first = messages.findLastIndex(({ role }) => role !== 'tool') + 1;
  return messages.slice(first).map(({ tool_call_id }) => tool_call_id ?? '');
}

function takeCompletion(
  completion: Completion,
  answer: Answer,
  calls: Map<string, Answer['toolCalls'][number]>,
): void {
  answer.model = completion.model ?? answer.model;
  for (const { index = 0, delta, message, finish_reason } of completion.choices ?? []) {
    takeMessage(delta ?? message ?? {}, answer, (position) => {
      // A call's pieces are held together by choice and position; only the first has its name.
      const key = `${index} ${position}`;
      const known = calls.get(key);
      if (known !== undefined) return known;
      const call = { id: null, name: null };
      calls.set(key, call);
      answer.toolCalls.push(call);
      return call;
    });
    if (finish_reason != null) finish(answer);
  }
  if (completion.error != null) answer.ending = 'failed';
  const { usage } = completion;
  report(answer, {
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens,
  });
}

function takeMessage(
  message: z.infer<typeof Message>,
  answer: Answer,
  callAt: (position: number) => Answer['toolCalls'][number],
): void {
  answer.text.push(...contentText(message.content));
  for (const text of [message.reasoning_content, message.refusal]) {
    if (text !== undefined) answer.text.push(text);
  }
  for (const [place, piece] of (message.tool_calls ?? []).entries()) {
    const call = callAt(piece.index ?? place);
    call.id = piece.id ?? call.id;
    call.name = piece.function?.name ?? call.name;
    for (const text of [piece.function?.name, piece.function?.arguments]) {
      if (text !== undefined) answer.text.push(text);
    }
  }
}
