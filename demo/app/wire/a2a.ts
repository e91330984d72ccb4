import { postJson, type Wire } from './wire.ts';

/** Version 1.0, and 0.3 with its other names. */
export const a2a: Wire = {
  variants: ['latest', 'legacy'],
  request: ({ prompt, stream, conversation, variant }) => {
    const legacy = variant === 'legacy';
    const [sending, streaming] = legacy
      ? ['message/send', 'message/stream']
      : ['SendMessage', 'SendStreamingMessage'];
    return postJson('/a2a', {
      jsonrpc: '2.0',
      id: 1,
      method: stream ? streaming : sending,
      params: {
        message: {
          ...(legacy ? { kind: 'message', role: 'user' } : { role: 'ROLE_USER' }),
          messageId: crypto.randomUUID(),
          contextId: conversation,
          parts: [{ ...(legacy ? { kind: 'text' } : {}), text: prompt }],
        },
      },
    });
  },
};
