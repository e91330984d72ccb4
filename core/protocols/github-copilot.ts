/**
 * GitHub Copilot's chat on the web: `POST …/github/chat/threads/{id}/messages`. The page keeps no
 * history in its requests, and no usage comes back.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireText } from './answer-body.ts';
import { asking, finish, type Protocol } from './protocol.ts';

const Request = z.object({ content: z.string(), model: z.optional(z.unknown()) });

const Event = z.object({ type: z.string(), body: WireText, model: WireText });

/** Where it was not asked to stream. */
const Whole = z.object({ message: z.object({ content: z.string() }) });

const PATH = /\/github\/chat\/threads\/([^/]+)\/messages$/;

export const githubCopilot: Protocol = {
  name: 'github-copilot',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const thread = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(body);
    if (thread === undefined || !success) return null;
    const { content, model } = data;
    return asking({ model, conversation: thread, turn: 'prompt', text: [content], messages: 1 });
  },
  decoder: () =>
    decodeAnswer({
      event: whenFits(Event, ({ type, body, model = '' }, answer) => {
        if (type === 'content' && body !== undefined) answer.text.push(body);
        else if (type === 'complete') {
          // Mostly left empty: the page knows which model it asked.
          if (model !== '') answer.model = model;
          finish(answer);
        } else if (type === 'error') answer.ending = 'failed';
      }),
      document: whenFits(Whole, ({ message }, answer) => {
        answer.text.push(message.content);
        finish(answer);
      }),
    }),
};
