import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

/** It streams unless told not to, and most apps leave it at that. */
export const ollama: Wire = {
  variants: ['chat', 'generate'],
  request: (ask) => {
    const { model, prompt, variant } = ask;
    const stream = ask.stream ? {} : { stream: false };
    if (variant === 'generate')
      return postJson('/ollama/api/generate', { model, prompt, ...stream });
    return postJson('/ollama/api/chat', {
      model,
      messages: turnsOf(ask),
      ...tools(ask.tools, (name) => ({
        type: 'function',
        function: { name, parameters: SCHEMA },
      })),
      ...stream,
    });
  },
};
