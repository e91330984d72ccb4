/**
 * Gemini's Interactions API: `POST /{version}/interactions`, answered by events with their type in
 * `event_type`, or by one document. History may stay with the service.
 * Source: the types of `@google/genai`, 3.1.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

/** A step, or a part of a message. */
const Step = z.object({
  type: WireText,
  text: WireText,
  id: WireText,
  call_id: WireText,
  name: WireText,
  arguments: z.optional(z.unknown()),
  content: z.optional(z.unknown()),
  summary: z.optional(z.unknown()),
  result: z.optional(z.unknown()),
});
type Step = z.infer<typeof Step>;
const Steps = z.catch(z.optional(z.array(Step)), undefined);

const Request = z.object({
  model: z.optional(z.unknown()),
  agent: z.optional(z.unknown()),
  input: z.union([z.string(), z.array(Step), Step]),
  system_instruction: WireText,
  tools: z.optional(z.unknown()),
});

const Usage = z.catch(
  z.optional(
    z.object({
      total_input_tokens: WireCount,
      total_tool_use_tokens: WireCount,
      total_output_tokens: WireCount,
      total_thought_tokens: WireCount,
      total_cached_tokens: WireCount,
    }),
  ),
  undefined,
);

const Interaction = z.object({
  model: z.optional(z.unknown()),
  status: WireText,
  steps: Steps,
  usage: Usage,
});
type Interaction = z.infer<typeof Interaction>;

const Event = z.object({
  event_type: z.string(),
  status: WireText,
  usage: Usage,
  interaction: z.catch(z.optional(Interaction), undefined),
  step: z.catch(z.optional(Step), undefined),
  delta: z.catch(z.optional(Step), undefined),
});

const endpoint = (path: string) => /\/v\d\w*\/interactions$/.test(path);

export const geminiInteractions: Protocol = {
  name: 'gemini',
  endpoint,
  read({ path, body }) {
    const { success, data } = Request.safeParse(body);
    if (!endpoint(path) || !success) return null;
    const { model, agent = null, input, system_instruction, tools } = data;
    if ((model ?? agent) === null) return null;
    const steps = Array.isArray(input) ? input : typeof input === 'string' ? [] : [input];
    const last = steps.findLastIndex(({ type }) => type?.endsWith('_result') !== true) + 1;
    const answers = steps.slice(last).map(({ call_id }) => call_id ?? '');
    const isPrompt = !/^(model_output|thought|.*_call)$/.test(steps.at(-1)?.type ?? '');
    return asking({
      model,
      turn: answers.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
      answers,
      text: [
        ...contentText(system_instruction),
        ...(typeof input === 'string' ? [input] : steps.flatMap(stepText)),
        ...jsonText(tools),
      ],
      messages: Math.max(1, steps.length),
    });
  },
  decoder: () =>
    decodeAnswer({
      event: whenFits(Event, ({ event_type, status, usage, interaction, step, delta }, answer) => {
        if (event_type === 'error') answer.ending = 'failed';
        // What a stream tells in steps it may tell again in its last event.
        if (interaction !== undefined) takeInteraction(interaction, answer);
        takeInteraction({ status, usage }, answer);
        for (const piece of [step, delta]) if (piece !== undefined) takeStep(piece, answer);
      }),
      document: whenFits(Interaction, (interaction, answer) => {
        takeInteraction(interaction, answer);
        for (const step of interaction.steps ?? []) takeStep(step, answer);
      }),
    }),
};

type State = Pick<Interaction, 'status' | 'usage'> & { model?: unknown };

function takeInteraction({ model, status, usage }: State, answer: Answer): void {
  answer.model = model ?? answer.model;
  if (status === 'failed') answer.ending = 'failed';
  else if (/^(completed|requires_|incomplete|budget_exceeded)/.test(status ?? '')) finish(answer);
  const { total_input_tokens: input, total_output_tokens: output } = usage ?? {};
  const thought = usage?.total_thought_tokens;
  report(answer, {
    inputTokens: input === undefined ? undefined : input + (usage?.total_tool_use_tokens ?? 0),
    outputTokens: output === undefined ? undefined : output + (thought ?? 0),
    cachedInputTokens: usage?.total_cached_tokens,
    reasoningTokens: thought,
  });
}

function takeStep(step: Step, answer: Answer): void {
  const { type = '', id = null, name } = step;
  // The request's own steps may be told back.
  if (type === 'user_input' || type.endsWith('_result')) return;
  if (type.endsWith('_call') && id !== null) {
    // The service's own tools go by their type: `google_search_call`.
    answer.toolCalls.push({ id, name: name ?? type.slice(0, -'_call'.length) });
  }
  answer.text.push(...stepText(step));
}

function stepText({ text, name, arguments: json, content, summary, result }: Step): string[] {
  const thought = Array.isArray(content) || typeof content === 'string' ? content : [content];
  return [
    ...[text, name, thought, summary].flatMap(contentText),
    // A streamed call begins with empty arguments and gets them in pieces of their JSON.
    ...(typeof json === 'string' ? [json] : isEmpty(json) ? [] : jsonText(json)),
    ...(typeof result === 'string' ? [result] : jsonText(result)),
  ];
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
