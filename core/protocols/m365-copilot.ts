/**
 * Microsoft 365 Copilot's hub: SignalR's JSON protocol over `…/m365Copilot/Chathub/…`. Every
 * message ends with a record separator, and each update shows the whole text so far. Neither a
 * model nor usage is told.
 * Unverified: from others' captures; the framing is SignalR's.
 */
import * as z from 'zod/mini';
import { parseJson, WireText } from './answer-body.ts';
import { type Answer, asking, finish, type SocketProtocol } from './protocol.ts';

const SEPARATOR = '\u001e';

const Ask = z.object({
  type: z.literal(4),
  invocationId: z.string(),
  arguments: z.array(
    z.object({
      conversationId: WireText,
      message: z.catch(z.optional(z.object({ text: WireText })), undefined),
    }),
  ),
});
const Cancel = z.object({ type: z.literal(5), invocationId: z.string() });
const Said = z.catch(
  z.optional(z.array(z.object({ text: WireText, author: WireText }))),
  undefined,
);
const Update = z.object({
  type: z.literal(1),
  target: z.literal('update'),
  arguments: z.array(z.object({ messages: Said })),
});
const Item = z.object({
  type: z.literal(2),
  invocationId: z.string(),
  item: z.object({ messages: Said }),
});
const Completion = z.object({
  type: z.literal(3),
  invocationId: z.string(),
  error: z.optional(z.unknown()),
});
const Message = z.union([Ask, Cancel, Update, Item, Completion]);

const PATH = /\/m365Copilot\/Chathub/i;

export const m365Copilot: SocketProtocol = {
  name: 'm365-copilot',
  recognises: ({ path }) => PATH.test(path),
  reader: (calls) => {
    /** The page asks one thing at a time; updates do not say what they belong to. */
    let latest: string | null = null;
    const stopped = new Set<string>();
    const hear = (said: z.infer<typeof Said>, id: string | null) => {
      const answer: Answer | null = id === null ? null : calls.find(id);
      const text = said?.findLast(({ author }) => author !== 'user')?.text;
      if (answer !== null && text !== undefined) answer.text = [text];
    };
    const take = (value: unknown) => {
      const { success, data: message } = Message.safeParse(value);
      if (!success) return;
      if (message.type === 4) {
        const [asked] = message.arguments;
        const text = asked?.message?.text;
        latest = message.invocationId;
        calls.begin(
          latest,
          asking({
            conversation: asked?.conversationId ?? null,
            turn: 'prompt',
            trigger: 'page',
            text: text === undefined ? [] : [text],
            messages: 1,
          }),
        );
      } else if (message.type === 5) stopped.add(message.invocationId);
      else if (message.type === 1) hear(message.arguments[0]?.messages, latest);
      else if (message.type === 2) hear(message.item.messages, message.invocationId);
      else {
        const answer = calls.find(message.invocationId);
        if (answer === null) return;
        if (message.error !== undefined) answer.ending = 'failed';
        else if (!stopped.delete(message.invocationId)) finish(answer);
        calls.end(message.invocationId);
      }
    };
    return {
      take: ({ data }) => {
        const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
        for (const part of text.split(SEPARATOR)) if (part !== '') take(parseJson(part));
      },
    };
  },
};
