import { postJson, tools, turnsOf, type Wire } from './wire.ts';

/** As events, as one streamed array, or by way of NextChat. */
export const gemini: Wire = {
  variants: ['events', 'array', 'nextchat'],
  request: (ask) => {
    const { model, stream, variant } = ask;
    const method = stream ? 'streamGenerateContent' : 'generateContent';
    const query = stream && variant !== 'array' ? '?alt=sse' : '';
    const base = variant === 'nextchat' ? '/api/google' : '';
    const functions = tools(ask.tools, (name) => ({ functionDeclarations: [{ name }] }));
    return postJson(`${base}/v1beta/models/${model}:${method}${query}`, {
      contents: turnsOf(ask).map(({ role, content }) => ({
        role: role === 'user' ? 'user' : 'model',
        parts: [{ text: content }],
      })),
      ...functions,
    });
  },
};
