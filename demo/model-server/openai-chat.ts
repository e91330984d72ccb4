import * as z from 'zod/mini';
import { type Dialect, halves, NO_JSON, type Spoken, sse } from './dialect.ts';

const Body = z.object({
  model: z.string(),
  stream: z.optional(z.nullable(z.boolean())),
  stream_options: z.optional(z.nullable(z.object({ include_usage: z.optional(z.boolean()) }))),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.unknown()),
      tool_calls: z.optional(z.array(z.unknown())),
    }),
  ),
  tools: z.optional(z.array(z.unknown())),
});

export const openaiChat: Dialect = {
  protocol: 'openai-chat',
  headers: {},
  runsTools: false,
  read(body) {
    const { model, stream, stream_options, messages, tools } = Body.parse(body);
    const lastPrompt = messages.findLastIndex(({ role }) => role === 'user');
    return {
      model,
      stream: stream === true,
      usageWanted: stream !== true || stream_options?.include_usage === true,
      texts: [
        ...messages.flatMap(({ content, tool_calls }) => [
          ...textOf(content),
          ...(tool_calls === undefined ? [] : [JSON.stringify(tool_calls)]),
        ]),
        ...(tools === undefined ? [] : [JSON.stringify(tools)]),
      ],
      messages: messages.length,
      turn: messages.filter(({ role }) => role === 'user').length - 1,
      stepsTaken:
        tools === undefined
          ? null
          : messages.slice(lastPrompt).filter(({ tool_calls }) => tool_calls !== undefined).length,
    };
  },
  *stream(spoken) {
    const chunk = (delta: object, finish: string | null = null) =>
      sse({
        ...envelope(spoken, 'chat.completion.chunk'),
        choices: [{ index: 0, delta, finish_reason: finish }],
        ...(spoken.usageWanted ? { usage: null } : {}),
      });
    yield { wire: chunk({ role: 'assistant', content: '' }), text: '' };
    for (const text of spoken.pieces) yield { wire: chunk({ content: text }), text };
    for (const [index, { id, name, json }] of spoken.calls.entries()) {
      const opening = { index, id, type: 'function', function: { name, arguments: '' } };
      yield { wire: chunk({ tool_calls: [opening] }), text: name };
      for (const text of halves(json)) {
        yield { wire: chunk({ tool_calls: [{ index, function: { arguments: text } }] }), text };
      }
    }
    yield { wire: chunk({}, finishReason(spoken)), text: '' };
    if (spoken.usageWanted) {
      const last = {
        ...envelope(spoken, 'chat.completion.chunk'),
        choices: [],
        usage: usage(spoken),
      };
      yield { wire: sse(last), text: '' };
    }
    yield { wire: sse('[DONE]'), text: '' };
  },
  whole: (spoken) => ({
    ...envelope(spoken, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: spoken.pieces.join('') || null,
          ...(spoken.calls.length === 0
            ? {}
            : {
                tool_calls: spoken.calls.map(({ id, name, json }) => ({
                  id,
                  type: 'function',
                  function: { name, arguments: json },
                })),
              }),
        },
        finish_reason: finishReason(spoken),
      },
    ],
    usage: usage(spoken),
  }),
  midStreamError: () =>
    sse({ error: { message: 'The model is overloaded.', type: 'server_error' } }),
  malformed: () => sse(NO_JSON),
  refusal: (status) => ({
    error: {
      message: status === 429 ? 'Rate limit reached.' : 'The server had an error.',
      type: status === 429 ? 'requests' : 'server_error',
      param: null,
      code: status === 429 ? 'rate_limit_exceeded' : null,
    },
  }),
};

function textOf(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  const parts = z.array(z.object({ text: z.optional(z.string()) })).safeParse(content);
  return parts.success ? parts.data.flatMap(({ text }) => text ?? []) : [];
}

function envelope({ id, model }: Spoken, object: string) {
  return { id: `chatcmpl-${id}`, object, created: Math.floor(Date.now() / 1000), model };
}

function finishReason({ calls }: Spoken): string {
  return calls.length === 0 ? 'stop' : 'tool_calls';
}

function usage({ usage: { inputTokens, outputTokens, ...details } }: Spoken) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: details.cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: details.reasoningTokens },
  };
}
