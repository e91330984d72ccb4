/**
 * n8n's hosted chat: `POST /webhook/{id}/chat`, or GET with the message in the query, which stays
 * in the page. Answered by lines of JSON that are labelled one document, or by one. That it came
 * by a webhook says nothing about who sent it: the hosted chat is one.
 * Source: n8n 2.41 and `@n8n/chat` 1.37; recorded from n8n 2.40.7.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireText } from '../answer-body.ts';
import { asking, finish, type Protocol } from '../protocol.ts';

const Request = z.object({ chatInput: z.string(), sessionId: WireText });

const Line = z.object({
  type: z.enum(['begin', 'item', 'end', 'error', 'keepalive']),
  content: WireText,
});
const Document = z.union([
  z.object({ output: z.string() }),
  z.object({ text: z.string() }),
  z.object({ message: z.string() }),
]);

const PATH = /\/webhook(?:-test)?\/[^/]+\/chat$/;

export const n8nChat: Protocol = {
  name: 'n8n',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const { success, data } = Request.safeParse(body);
    if (!PATH.test(path) || !success) return null;
    const { chatInput, sessionId = null } = data;
    return asking({ conversation: sessionId, turn: 'prompt', text: [chatInput], messages: 1 });
  },
  decoder() {
    // Several nodes may answer, one after the other or side by side.
    let open = 0;
    const line = whenFits(Line, ({ type, content }, answer) => {
      if (type === 'begin') {
        open += 1;
        // An agent ends after each step, and begins again with what its tools gave.
        if (answer.ending === 'finished') answer.ending = 'open';
      } else if (type === 'item') answer.text.push(content ?? '');
      else if (type === 'error') answer.ending = 'failed';
      else if (type === 'end') {
        open -= 1;
        if (open <= 0) finish(answer);
      }
    });
    const document = whenFits(Document, (data, answer) => {
      answer.text.push(...Object.values(data));
      finish(answer);
    });
    return decodeAnswer({
      event: () => false,
      line: (data, answer) => line(data, answer) || document(data, answer),
      document: (data, answer) => line(data, answer) || document(data, answer),
    });
  },
};

export const n8nChatByGet: Protocol = {
  name: 'n8n',
  read: ({ method, path }) =>
    method === 'GET' && PATH.test(path) ? asking({ turn: 'prompt' }) : null,
  decoder: (asked) => n8nChat.decoder(asked),
  /** Loading what was said before is no call. */
  counts: ({ text, ending }) => text.length > 0 || ending !== 'finished',
};
