import { postJson, SCHEMA, tools, turnsOf, type Wire } from './wire.ts';

/** Also as NextChat lays it out, and as a GET that an `EventSource` can make. */
export const openaiChat: Wire = {
  variants: ['direct', 'nextchat', 'events'],
  request: (ask) => {
    const { model, prompt, stream, variant } = ask;
    if (variant === 'events') {
      const query = new URLSearchParams({ model, prompt }).toString();
      return { path: `/events/chat?${query}`, method: 'GET', headers: {}, body: null };
    }
    return postJson(`${variant === 'nextchat' ? '/api/openai' : ''}/v1/chat/completions`, {
      model,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
      messages: turnsOf(ask),
      ...tools(ask.tools, (name) => ({
        type: 'function',
        function: { name, parameters: SCHEMA },
      })),
    });
  },
};
