import { postJson, turnsOf, type Wire } from './wire.ts';

/** The stream of events, or the older one whose lines begin with a number. */
export const aiSdkUi: Wire = {
  variants: ['events', 'lines'],
  request: (ask) => {
    const lines = ask.variant === 'lines';
    return postJson(lines ? '/api/v4/chat' : '/api/chat', {
      id: ask.conversation,
      ...(lines ? {} : { trigger: 'submit-message' }),
      messages: turnsOf(ask).map(({ role, content }, index) => ({
        id: `message-${index}`,
        role,
        ...(lines ? { content } : {}),
        parts: [{ type: 'text', text: content }],
      })),
    });
  },
};
