import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

export const anthropicMessages: Wire = {
  variants: ['direct', 'nextchat'],
  request: (ask) =>
    postJson(
      `${ask.variant === 'nextchat' ? '/api/anthropic' : ''}/v1/messages`,
      {
        model: ask.model,
        max_tokens: 4_096,
        stream: ask.stream,
        messages: turnsOf(ask),
        ...tools(ask.tools, (name) => ({ name, input_schema: SCHEMA })),
      },
      { 'anthropic-version': '2023-06-01' },
    ),
};
