import { postJson, type Wire } from './wire.ts';

/** A run of a thread's, told in one of its ways, or a chain of LangServe's. */
export const langgraph: Wire = {
  variants: ['messages-tuple', 'messages', 'updates', 'values', 'langserve'],
  request: ({ prompt, stream, conversation, variant = 'messages-tuple' }) => {
    if (variant === 'langserve') {
      const body = { input: { question: prompt }, config: {}, kwargs: {} };
      return postJson(`/chain/${stream ? 'stream' : 'invoke'}`, body);
    }
    return postJson(`/threads/${conversation}/runs/${stream ? 'stream' : 'wait'}`, {
      assistant_id: 'agent',
      input: { messages: [{ type: 'human', content: prompt }] },
      ...(stream ? { stream_mode: [variant] } : {}),
    });
  },
};
