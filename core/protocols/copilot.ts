/**
 * The consumer Copilot's socket, `…/c/api/chat`: `send` is answered by `appendText` until `done`.
 * Neither a model nor usage is told.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { WireText } from './answer-body.ts';
import { contentText } from './message-text.ts';
import { asking, finish, type SocketProtocol } from './protocol.ts';
import { socketJson } from './socket-json.ts';

const Message = z.object({
  event: z.string(),
  conversationId: WireText,
  content: z.optional(z.unknown()),
  text: WireText,
});

const PATH = /\/c\/api\/chat$/;

export const copilot: SocketProtocol = {
  name: 'copilot',
  recognises: ({ path }) => PATH.test(path),
  reader: (calls) => {
    let latest = '';
    return {
      take: (frame) => {
        const { success, data } = Message.safeParse(socketJson(frame));
        if (!success) return;
        const { event, conversationId: conversation = latest, content, text } = data;
        if (frame.direction === 'out') {
          if (event === 'stop') calls.end(conversation);
          if (event !== 'send') return;
          latest = conversation;
          // One answer at a time.
          calls.end(conversation);
          const asked = { conversation, turn: 'prompt', trigger: 'page', messages: 1 } as const;
          calls.begin(conversation, asking({ ...asked, text: contentText(content) }));
          return;
        }
        const answer = calls.find(conversation);
        if (answer === null) return;
        if (event === 'appendText' && text !== undefined) answer.text.push(text);
        if (event === 'done') finish(answer);
        else if (event === 'error') answer.ending = 'failed';
        else return;
        calls.end(conversation);
      },
    };
  },
};
