/**
 * ChatGPT on the web: `POST /backend-api/conversation` or `…/f/conversation`, whose answer may be
 * handed to a socket. No usage is told, and only the new message is sent.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { decodeAnswer, WireText } from '../answer-body.ts';
import { contentText } from '../message-text.ts';
import { asking, type Protocol } from '../protocol.ts';
import { patchReader } from './patches.ts';

const Request = z.object({
  action: z.string(),
  model: z.optional(z.unknown()),
  conversation_id: WireText,
  messages: z.catch(
    z.optional(
      z.array(
        z.object({ content: z.optional(z.object({ parts: z.optional(z.array(z.unknown())) })) }),
      ),
    ),
    undefined,
  ),
});

const PATH = /\/backend-api\/(?:f\/)?conversation$/;

export const chatgptWeb: Protocol = {
  name: 'chatgpt-web',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const { success, data } = Request.safeParse(body);
    if (!PATH.test(path) || !success) return null;
    const { model, conversation_id = null, messages = [] } = data;
    const parts = messages.flatMap(({ content }) => content?.parts ?? []);
    return asking({
      model,
      conversation: conversation_id,
      turn: 'prompt',
      text: parts.flatMap(contentText),
      messages: Math.max(1, messages.length),
    });
  },
  decoder() {
    const decoder = decodeAnswer(patchReader());
    return {
      feed: (bytes) => decoder.feed(bytes),
      end: () => {
        const answer = decoder.end();
        // The part that was handed on ends with a marker of its own.
        if (answer.elsewhere !== null && answer.ending === 'finished') answer.ending = 'open';
        return answer;
      },
    };
  },
};
