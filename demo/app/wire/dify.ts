import { postJson, type Wire } from './wire.ts';

export const dify: Wire = {
  variants: ['chat', 'workflow'],
  request: ({ prompt, stream, conversation, variant }) => {
    const request = { response_mode: stream ? 'streaming' : 'blocking', user: 'person-1' };
    if (variant === 'workflow') {
      return postJson('/v1/workflows/run', { inputs: { topic: prompt }, ...request });
    }
    const message = { inputs: {}, query: prompt, conversation_id: conversation };
    return postJson('/api/chat-messages', { ...message, ...request });
  },
};
