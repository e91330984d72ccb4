import { postJson, type Wire } from './wire.ts';

export const githubCopilot: Wire = {
  variants: ['direct'],
  request: ({ model, prompt, conversation }) =>
    postJson(`/github/chat/threads/${conversation}/messages`, {
      content: prompt,
      intent: 'conversation',
      references: [],
      streaming: true,
      model,
      mode: 'immersive',
    }),
};
