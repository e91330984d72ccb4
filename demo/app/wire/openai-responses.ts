import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

export const openaiResponses: Wire = {
  variants: ['direct'],
  request: (ask) =>
    postJson('/v1/responses', {
      model: ask.model,
      stream: ask.stream,
      input: turnsOf(ask),
      conversation: ask.conversation,
      ...tools(ask.tools, (name) => ({ type: 'function', name, parameters: SCHEMA })),
    }),
};
