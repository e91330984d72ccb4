import * as z from 'zod/mini';
import { type Dialect, halves, type Spoken, sse } from './dialect.ts';

const Block = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  name: z.optional(z.string()),
  input: z.optional(z.unknown()),
  content: z.optional(z.unknown()),
});

const Body = z.object({
  model: z.string(),
  stream: z.optional(z.boolean()),
  system: z.optional(z.string()),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(Block)]) })),
  tools: z.optional(z.array(z.unknown())),
});
type Message = z.infer<typeof Body>['messages'][number];

export const anthropicMessages: Dialect = {
  protocol: 'anthropic-messages',
  headers: {},
  read(body) {
    const { model, stream, system, messages, tools } = Body.parse(body);
    const lastPrompt = messages.findLastIndex(
      (message) => message.role === 'user' && !has(message, 'tool_result'),
    );
    return {
      model,
      stream: stream === true,
      usageWanted: true,
      texts: [
        ...(system === undefined ? [] : [system]),
        ...messages.flatMap(({ content }) =>
          typeof content === 'string' ? [content] : content.flatMap(blockTexts),
        ),
        ...(tools === undefined ? [] : [JSON.stringify(tools)]),
      ],
      messages: messages.length,
      stepsTaken:
        tools === undefined
          ? null
          : messages.slice(lastPrompt).filter((message) => has(message, 'tool_use')).length,
    };
  },
  *stream(spoken) {
    const { calls, pieces } = spoken;
    const event = (data: { type: string }) => sse(data, data.type);
    const delta = (index: number, piece: object) => {
      const data = { type: 'content_block_delta', index, delta: piece };
      return event(data);
    };
    const block = (index: number, content_block: object) => {
      const data = { type: 'content_block_start', index, content_block };
      return event(data);
    };
    const stop = (index: number) => {
      const data = { type: 'content_block_stop', index };
      return event(data);
    };
    // Counting begins at one output token, as the service does.
    const opening = {
      type: 'message_start',
      message: { ...envelope(spoken, []), stop_reason: null, usage: usage(spoken, 1) },
    };
    yield { wire: event(opening) + event({ type: 'ping' }), text: '' };
    if (pieces.length > 0) {
      yield { wire: block(0, { type: 'text', text: '' }), text: '' };
      for (const text of pieces) yield { wire: delta(0, { type: 'text_delta', text }), text };
      yield { wire: stop(0), text: '' };
    }
    for (const [place, { id, name, json }] of calls.entries()) {
      const index = place + Math.min(1, pieces.length);
      yield { wire: block(index, { type: 'tool_use', id, name, input: {} }), text: name };
      for (const text of halves(json)) {
        yield { wire: delta(index, { type: 'input_json_delta', partial_json: text }), text };
      }
      yield { wire: stop(index), text: '' };
    }
    const closing = {
      type: 'message_delta',
      delta: { stop_reason: stopReason(spoken), stop_sequence: null },
      usage: { output_tokens: spoken.usage.outputTokens },
    };
    yield { wire: event(closing), text: '' };
    yield { wire: event({ type: 'message_stop' }), text: '' };
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
  refusal: (status) => ({
    type: 'error',
    error:
      status === 429
        ? { type: 'rate_limit_error', message: 'Rate limit reached.' }
        : { type: 'api_error', message: 'Internal server error.' },
  }),
};

function has({ content }: Message, type: string): boolean {
  return typeof content !== 'string' && content.some((block) => block.type === type);
}

function blockTexts({ text, name, input, content }: z.infer<typeof Block>): string[] {
  return [
    ...[text, name].flatMap((part) => part ?? []),
    ...(input === undefined ? [] : [JSON.stringify(input)]),
    ...(typeof content === 'string' ? [content] : []),
  ];
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
