import type { Wire } from './wire.ts';

/** A form, because files may come with the message. The browser writes its content type. */
export const hfChatUi: Wire = {
  variants: ['direct'],
  request: ({ prompt, conversation }) => {
    const form = new FormData();
    const message = { inputs: prompt, id: crypto.randomUUID(), is_retry: false };
    form.append('data', JSON.stringify({ ...message, is_continue: false }));
    return { path: `/conversation/${conversation}`, method: 'POST', headers: {}, body: form };
  },
};
