/**
 * claude.ai: `POST …/chat_conversations/{id}/completion` or `retry_completion`. The events are
 * those of Anthropic's API, without usage; the model stands in the request.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { WireText } from './answer-body.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { contentText } from './message-text.ts';
import { asking, type Protocol } from './protocol.ts';

const Request = z.object({
  prompt: WireText,
  model: z.optional(z.unknown()),
  /** Files the page has taken the text from. */
  attachments: z.catch(z.optional(z.array(z.object({ extracted_content: WireText }))), undefined),
});

const PATH = /\/chat_conversations\/([^/]+)\/(?:retry_)?completion$/;

export const claudeWeb: Protocol = {
  name: 'claude-web',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const conversation = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(body);
    if (conversation === undefined || !success) return null;
    const { prompt, model, attachments = [] } = data;
    const files = attachments.flatMap(({ extracted_content }) => extracted_content ?? []);
    const text = [...contentText(prompt), ...files];
    return asking({ model, conversation, turn: 'prompt', text, messages: 1 });
  },
  decoder: (asked) => anthropicMessages.decoder(asked),
};
