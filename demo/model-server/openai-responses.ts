/** Read in the types of openai 7.57. */
import * as z from 'zod/mini';
import { apology, type Dialect, halves, NO_JSON, OVERLOADED, sse } from './dialect.ts';
import { emptied, envelope, output, textPart, usage } from './openai-response.ts';

const Content = z.union([z.string(), z.array(z.object({ text: z.optional(z.string()) }))]);

const InputItem = z.object({
  type: z.optional(z.string()),
  role: z.optional(z.string()),
  content: z.optional(Content),
  call_id: z.optional(z.string()),
  name: z.optional(z.string()),
  arguments: z.optional(z.string()),
  output: z.optional(Content),
});

const Body = z.object({
  model: z.string(),
  stream: z.optional(z.nullable(z.boolean())),
  instructions: z.optional(z.nullable(z.string())),
  input: z.union([z.string(), z.array(InputItem)]),
  conversation: z.optional(z.nullable(z.union([z.string(), z.object({ id: z.string() })]))),
  tools: z.optional(z.array(z.unknown())),
});

export const openaiResponses: Dialect = {
  protocol: 'openai-responses',
  headers: {},
  runsTools: false,
  read(body) {
    const { model, stream, instructions, input, conversation, tools } = Body.parse(body);
    const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
    const lastPrompt = items.findLastIndex(({ role }) => role === 'user');
    return {
      model,
      conversation: (typeof conversation === 'string' ? conversation : conversation?.id) ?? null,
      stream: stream === true,
      usageWanted: true,
      texts: [
        ...(instructions === undefined || instructions === null ? [] : [instructions]),
        ...items.flatMap(textsOf),
        ...(tools === undefined ? [] : [JSON.stringify(tools)]),
      ],
      messages: items.length,
      turn: items.filter(({ role }) => role === 'user').length - 1,
      stepsTaken: tools === undefined ? null : rounds(items.slice(lastPrompt)),
    };
  },
  *stream(spoken) {
    let number = 0;
    const event = (type: string, rest: object) =>
      sse({ type, sequence_number: number++, ...rest }, type);
    const begun = { ...envelope(spoken, 'in_progress', []), usage: null };
    yield { wire: event('response.created', { response: begun }), text: '' };
    yield { wire: event('response.in_progress', { response: begun }), text: '' };
    const items = output(spoken);
    for (const [output_index, item] of items.entries()) {
      const at = { item_id: item.id, output_index };
      const added = { output_index, item: { ...item, status: 'in_progress', ...emptied(item) } };
      const name = item.type === 'function_call' ? item.name : '';
      yield { wire: event('response.output_item.added', added), text: name };
      if (item.type === 'function_call') {
        for (const delta of halves(item.arguments)) {
          const wire = event('response.function_call_arguments.delta', { ...at, delta });
          yield { wire, text: delta };
        }
        const done = { ...at, name: item.name, arguments: item.arguments };
        yield { wire: event('response.function_call_arguments.done', done), text: '' };
      } else {
        const part = { ...at, content_index: 0 };
        const opening = { ...part, part: textPart('') };
        yield { wire: event('response.content_part.added', opening), text: '' };
        for (const delta of spoken.pieces) {
          const wire = event('response.output_text.delta', { ...part, delta, logprobs: [] });
          yield { wire, text: delta };
        }
        const text = spoken.pieces.join('');
        const done = event('response.output_text.done', { ...part, text, logprobs: [] });
        const closing = event('response.content_part.done', { ...part, part: textPart(text) });
        yield { wire: done + closing, text: '' };
      }
      yield { wire: event('response.output_item.done', { output_index, item }), text: '' };
    }
    const response = { ...envelope(spoken, 'completed', items), usage: usage(spoken) };
    yield { wire: event('response.completed', { response }), text: '' };
  },
  whole: (spoken) => ({
    ...envelope(spoken, 'completed', output(spoken)),
    usage: usage(spoken),
  }),
  midStreamError: (chunksSent) => {
    const error = { code: 'server_error', message: OVERLOADED, param: null };
    return sse({ type: 'error', sequence_number: chunksSent, ...error }, 'error');
  },
  malformed: () => sse(NO_JSON, 'response.output_text.delta'),
  refusal: (status) => ({
    error: {
      message: apology(status),
      type: status === 429 ? 'requests' : 'server_error',
      param: null,
      code: status === 429 ? 'rate_limit_exceeded' : null,
    },
  }),
};

function textsOf({ content, name, arguments: input, output: result }: z.infer<typeof InputItem>) {
  return [...[content, result].flatMap(textsIn), ...[name, input].flatMap((part) => part ?? [])];
}

function textsIn(content: z.infer<typeof Content> | undefined): string[] {
  if (typeof content === 'string') return [content];
  return (content ?? []).flatMap(({ text }) => text ?? []);
}

/** Clients put each result behind its call, or all behind all: the ids say which were one round. */
function rounds(items: z.infer<typeof InputItem>[]): number {
  const calls = items.filter(({ type }) => type === 'function_call');
  return new Set(calls.map(({ call_id }) => call_id?.replace(/_\d+$/, ''))).size;
}
