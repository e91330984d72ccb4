/**
 * OpenAI Responses: `POST …/responses`.
 * Source: the types of the `openai` package, 7.57.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, type Asked, asking, finish, type Protocol, report } from './protocol.ts';

/** What goes in or comes out: a message, a call of a tool, its output, thoughts. */
const Item = z.object({
  type: WireText,
  role: WireText,
  call_id: WireText,
  name: WireText,
  arguments: WireText,
  input: WireText,
  content: z.optional(z.unknown()),
  summary: z.optional(z.unknown()),
  output: z.optional(z.unknown()),
});
type Item = z.infer<typeof Item>;

export const ResponseRequest = z.object({
  model: z.optional(z.unknown()),
  instructions: WireText,
  input: z.optional(z.union([z.string(), z.array(Item)])),
  conversation: z.optional(z.unknown()),
  tools: z.optional(z.unknown()),
});
type ResponseRequest = z.infer<typeof ResponseRequest>;

const Details = z.catch(z.optional(z.nullable(z.record(z.string(), z.unknown()))), undefined);
const Response = z.object({
  model: z.optional(z.unknown()),
  status: WireText,
  conversation: z.optional(z.unknown()),
  output: z.catch(z.optional(z.array(Item)), undefined),
  usage: z.catch(
    z.optional(
      z.nullable(
        z.object({
          input_tokens: WireCount,
          output_tokens: WireCount,
          input_tokens_details: Details,
          output_tokens_details: Details,
        }),
      ),
    ),
    undefined,
  ),
  error: z.optional(z.unknown()),
});
type Response = z.infer<typeof Response>;

export const ResponseEvent = z.object({
  type: z.string(),
  delta: z.optional(z.unknown()),
  item: z.catch(z.optional(Item), undefined),
  response: z.catch(z.optional(Response), undefined),
});
export type ResponseEvent = z.infer<typeof ResponseEvent>;

const endpoint = (path: string) => path.endsWith('/responses');

export const openaiResponses: Protocol = {
  name: 'openai-responses',
  endpoint: (path) => path.endsWith('/v1/responses'),
  read({ path, body }) {
    const { success, data } = ResponseRequest.safeParse(body);
    return endpoint(path) && success && data.input !== undefined ? askedOf(data) : null;
  },
  decoder: () =>
    decodeAnswer({
      event: whenFits(ResponseEvent, (event, answer) => {
        takeResponseEvent(event, answer);
      }),
      document: whenFits(Response, (response, answer) => {
        takeResponse(response, answer);
        for (const item of response.output ?? []) takeWholeItem(item, answer);
      }),
    }),
};

export function askedOf(request: ResponseRequest): Asked {
  const { model, instructions, input = [], conversation, tools } = request;
  const items = typeof input === 'string' ? [] : input;
  const last = items.findLastIndex(({ type }) => type?.endsWith('_output') !== true) + 1;
  const answers = items.slice(last).flatMap(({ call_id }) => call_id ?? []);
  const isPrompt = typeof input === 'string' || items.at(-1)?.role === 'user';
  return asking({
    model,
    conversation: conversationOf(conversation),
    turn: answers.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
    answers,
    text: [
      ...jsonText(tools),
      ...contentText(instructions),
      ...contentText(typeof input === 'string' ? input : undefined),
      ...items.flatMap((item) => [
        ...contentText(item.name),
        ...itemText(item),
        ...contentText(item.output),
      ]),
    ],
    messages: Math.max(1, items.length),
  });
}

/** Sound comes in pieces too, but not as text. */
const TEXT_DELTA = /(?<!\.audio)\.delta$/;

/** Returns whether it was the last of its response. */
export function takeResponseEvent(event: ResponseEvent, answer: Answer): boolean {
  const { type, delta, item, response } = event;
  if (typeof delta === 'string' && TEXT_DELTA.test(type)) answer.text.push(delta);
  else if (type === 'response.output_item.done' && item !== undefined) takeCall(item, answer);
  if (response !== undefined) takeResponse(response, answer);
  if (type === 'error' || type === 'response.failed') answer.ending = 'failed';
  return /^(error|response\.(completed|incomplete|failed|cancelled))$/.test(type);
}

function takeResponse(response: Response, answer: Answer): void {
  const { model, conversation, status, usage, error } = response;
  answer.model = model ?? answer.model;
  answer.conversation = conversationOf(conversation) ?? answer.conversation;
  report(answer, {
    inputTokens: usage?.input_tokens,
    outputTokens: usage?.output_tokens,
    cachedInputTokens: count(usage?.input_tokens_details?.['cached_tokens']),
    reasoningTokens: count(usage?.output_tokens_details?.['reasoning_tokens']),
  });
  if (status === 'failed' || (error !== undefined && error !== null)) answer.ending = 'failed';
  else if (status === 'completed' || status === 'incomplete') finish(answer);
}

function takeWholeItem(item: Item, answer: Answer): void {
  answer.text.push(...itemText(item));
  takeCall(item, answer);
}

function itemText({ content, summary, arguments: json, input }: Item): string[] {
  return [content, summary, json, input].flatMap(contentText);
}

function takeCall({ type, call_id, name }: Item, answer: Answer): void {
  if (type === undefined || !type.endsWith('_call')) return;
  // The service's own tools go by their type: `web_search_call`.
  answer.toolCalls.push({ id: call_id ?? null, name: name ?? type.slice(0, -'_call'.length) });
  if (name !== undefined) answer.text.push(name);
}

function conversationOf(conversation: unknown): string | null {
  if (typeof conversation === 'string') return conversation;
  if (typeof conversation !== 'object' || conversation === null) return null;
  return 'id' in conversation && typeof conversation.id === 'string' ? conversation.id : null;
}

function count(figure: unknown): number | undefined {
  return WireCount.safeParse(figure).data;
}
