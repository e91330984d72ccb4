/** The events of AG-UI, however they came. */
import * as z from 'zod/mini';
import { WireCount, WireText } from './answer-body.ts';
import { type Answer, finish, report } from './protocol.ts';

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
