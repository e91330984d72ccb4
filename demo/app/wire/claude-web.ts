import { postJson, type Wire } from './wire.ts';

export const claudeWeb: Wire = {
  variants: ['completion', 'retry_completion'],
  request: ({ model, prompt, conversation, variant = 'completion' }) =>
    postJson(
      `/api/organizations/northwind/chat_conversations/${conversation}/${variant}`,
      { prompt, model, timezone: 'Europe/Berlin', rendering_mode: 'messages', attachments: [] },
      { accept: 'text/event-stream' },
    ),
};
