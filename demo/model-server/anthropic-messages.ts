import * as z from 'zod/mini';
import { type Dialect, halves, NO_JSON, type Spoken, sse } from './dialect.ts';

const Block = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  name: z.optional(z.string()),
  input: z.optional(z.unknown()),
  content: z.optional(z.unknown()),
});

const Content = z.union([z.string(), z.array(Block)]);

const Body = z.object({
  model: z.string(),
  stream: z.optional(z.boolean()),
  system: z.optional(Content),
  messages: z.array(z.object({ role: z.string(), content: Content })),
  tools: z.optional(z.array(z.unknown())),
});
type Message = z.infer<typeof Body>['messages'][number];

export interface AnthropicEvent {
  data: { type: string } & Record<string, unknown>;
  text: string;
}

export const anthropicMessages: Dialect = {
  protocol: 'anthropic-messages',
  headers: {},
  runsTools: false,
  read(body) {
    const { model, stream, system, messages, tools } = Body.parse(body);
    const isPrompt = (sent: Message) => sent.role === 'user' && !has(sent, 'tool_result');
    const lastPrompt = messages.findLastIndex(isPrompt);
    return {
      model,
      stream: stream === true,
      usageWanted: true,
      texts: [
        ...textsOf(system),
        ...messages.flatMap(({ content }) => textsOf(content)),
        ...(tools === undefined ? [] : [JSON.stringify(tools)]),
      ],
      messages: messages.length,
      turn: messages.filter(isPrompt).length - 1,
      stepsTaken:
        tools === undefined
          ? null
          : messages.slice(lastPrompt).filter((message) => has(message, 'tool_use')).length,
    };
  },
  *stream(spoken) {
    for (const { data, text } of anthropicEvents(spoken)) {
      yield { wire: sse(data, data.type), text };
    }
  },
  whole: (spoken) => ({
    ...envelope(spoken, [
      ...(spoken.pieces.length === 0 ? [] : [{ type: 'text', text: spoken.pieces.join('') }]),
      ...spoken.calls.map(({ id, name, json }) => ({
        type: 'tool_use',
        id,
        name,
        input: JSON.parse(json) as unknown,
      })),
    ]),
    stop_reason: stopReason(spoken),
    usage: usage(spoken, spoken.usage.outputTokens),
  }),
  midStreamError: () =>
    sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error'),
  malformed: () => sse(NO_JSON, 'content_block_delta'),
  refusal: (status) => ({
    type: 'error',
    error:
      status === 429
        ? { type: 'rate_limit_error', message: 'Rate limit reached.' }
        : { type: 'api_error', message: 'Internal server error.' },
  }),
};

/** The events of an answer, before they are framed: other services frame them their own way. */
export function* anthropicEvents(spoken: Spoken): Iterable<AnthropicEvent> {
  const { calls, pieces } = spoken;
  const delta = (index: number, piece: object) => ({
    type: 'content_block_delta',
    index,
    delta: piece,
  });
  const block = (index: number, content_block: object) => ({
    data: { type: 'content_block_start', index, content_block },
  });
  const stop = (index: number) => ({ data: { type: 'content_block_stop', index }, text: '' });
  // Counting begins at one output token, as the service does.
  const message = { ...envelope(spoken, []), stop_reason: null, usage: usage(spoken, 1) };
  yield { data: { type: 'message_start', message }, text: '' };
  yield { data: { type: 'ping' }, text: '' };
  if (pieces.length > 0) {
    yield { ...block(0, { type: 'text', text: '' }), text: '' };
    for (const text of pieces) yield { data: delta(0, { type: 'text_delta', text }), text };
    yield stop(0);
  }
  for (const [place, { id, name, json }] of calls.entries()) {
    const index = place + Math.min(1, pieces.length);
    yield { ...block(index, { type: 'tool_use', id, name, input: {} }), text: name };
    for (const text of halves(json)) {
      yield { data: delta(index, { type: 'input_json_delta', partial_json: text }), text };
    }
    yield stop(index);
  }
  const closing = {
    type: 'message_delta',
    delta: { stop_reason: stopReason(spoken), stop_sequence: null },
    usage: usage(spoken, spoken.usage.outputTokens),
  };
  yield { data: closing, text: '' };
  yield { data: { type: 'message_stop' }, text: '' };
}

function has({ content }: Message, type: string): boolean {
  return typeof content !== 'string' && content.some((block) => block.type === type);
}

/** Every text in a content, also in the blocks of a tool's result; none where it is neither. */
function textsOf(content: unknown): string[] {
  const read = Content.safeParse(content);
  if (!read.success) return [];
  if (typeof read.data === 'string') return [read.data];
  return read.data.flatMap(({ text, name, input, content: inner }) => [
    ...[text, name].flatMap((part) => part ?? []),
    ...(input === undefined ? [] : [JSON.stringify(input)]),
    ...textsOf(inner),
  ]);
}

function envelope({ id, model }: Spoken, content: object[]) {
  return {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_sequence: null,
  };
}

function stopReason({ calls }: Spoken): string {
  return calls.length === 0 ? 'end_turn' : 'tool_use';
}

/** On this wire input leaves out what came from the cache. */
function usage({ usage: { inputTokens, cachedInputTokens } }: Spoken, outputTokens: number) {
  return {
    input_tokens: inputTokens - cachedInputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedInputTokens,
    output_tokens: outputTokens,
  };
}
