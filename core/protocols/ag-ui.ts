/**
 * AG-UI: any endpoint, an unmistakable request (`threadId`, `runId`, `messages`), events in JSON.
 * Usage is told with the end of a run, cached input and reasoning included.
 * Source: `@ag-ui/core` 1.0.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Request = z.object({
  threadId: z.string(),
  runId: z.string(),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.unknown()),
      toolCalls: z.optional(z.unknown()),
      toolCallId: WireText,
    }),
  ),
  tools: z.optional(z.unknown()),
});

const Usage = z.object({
  model: z.optional(z.unknown()),
  inputTokens: WireCount,
  outputTokens: WireCount,
  cachedInputTokens: WireCount,
  reasoningTokens: WireCount,
});

export const AgUiEvent = z.object({
  type: z.string(),
  delta: z.optional(z.unknown()),
  toolCallId: WireText,
  toolCallName: WireText,
  threadId: WireText,
  usage: z.catch(z.optional(z.array(Usage)), undefined),
});
export type AgUiEvent = z.infer<typeof AgUiEvent>;

export const agUi: Protocol = {
  name: 'ag-ui',
  read({ body }) {
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const { threadId, messages, tools } = data;
    const last = messages.findLastIndex(({ role }) => role !== 'tool') + 1;
    const answers = messages.slice(last).map(({ toolCallId }) => toolCallId ?? '');
    const isPrompt = messages.at(-1)?.role === 'user';
    return asking({
      conversation: threadId,
      turn: answers.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
      answers,
      text: [
        ...messages.flatMap(({ content, toolCalls }) => [
          ...contentText(content),
          ...jsonText(toolCalls),
        ]),
        ...(Array.isArray(tools) && tools.length > 0 ? jsonText(tools) : []),
      ],
      messages: messages.length,
    });
  },
  decoder: () => decodeAnswer({ event: whenFits(AgUiEvent, takeAgUiEvent), document: () => false }),
};

export function takeAgUiEvent(event: AgUiEvent, answer: Answer): void {
  const { type, delta, toolCallId, toolCallName, usage } = event;
  if (/^(TEXT|REASONING|THINKING)_.*(CONTENT|CHUNK)$|^TOOL_CALL_(ARGS|CHUNK)$/.test(type)) {
    if (typeof delta === 'string') answer.text.push(delta);
  }
  if (toolCallName !== undefined && /^TOOL_CALL_(START|CHUNK)$/.test(type)) {
    answer.toolCalls.push({ id: toolCallId ?? null, name: toolCallName });
    answer.text.push(toolCallName);
  }
  for (const { model, ...figures } of usage ?? []) {
    answer.model = model ?? answer.model;
    // A run of several calls tells each.
    const { usage: sum } = answer;
    for (const key of [
      'inputTokens',
      'outputTokens',
      'cachedInputTokens',
      'reasoningTokens',
    ] as const) {
      const figure = figures[key];
      if (figure !== undefined) report(answer, { [key]: (sum[key] ?? 0) + figure });
    }
  }
  if (type === 'RUN_FINISHED') finish(answer);
  else if (type === 'RUN_ERROR') answer.ending = 'failed';
}
