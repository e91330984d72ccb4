import { postJson, type Wire } from './wire.ts';

/** The editor's own chat asks under `internal-prediction`. */
export const flowise: Wire = {
  variants: ['prediction', 'internal-prediction'],
  request: ({ prompt, stream, conversation, variant = 'prediction' }) =>
    postJson(`/api/v1/${variant}/flow-1`, {
      question: prompt,
      chatId: conversation,
      streaming: stream,
    }),
};
