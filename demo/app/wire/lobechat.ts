import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

export const lobechat: Wire = {
  variants: ['direct'],
  request: (ask) =>
    postJson('/webapi/chat/openai', {
      model: ask.model,
      stream: ask.stream,
      messages: turnsOf(ask),
      ...tools(ask.tools, (name) => ({
        type: 'function',
        function: { name, parameters: SCHEMA },
      })),
    }),
};
