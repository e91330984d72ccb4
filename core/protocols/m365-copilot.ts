/**
 * Microsoft 365 Copilot's hub: SignalR's JSON protocol over `…/m365Copilot/Chathub/…`. Every
 * message ends with a record separator; updates bring either what is new or the whole text so far.
 * Usage is not told, and of the model at most a tone.
 * Unverified: from others' captures; the framing is SignalR's.
 */
import * as z from 'zod/mini';
import { parseJson, WireText } from './answer-body.ts';
import { type Asked, asking, type Calls, finish, type SocketProtocol } from './protocol.ts';

const SEPARATOR = '\u001e';

const Ask = z.object({
  type: z.literal(4),
  invocationId: z.string(),
  arguments: z.array(
    z.object({
      conversationId: WireText,
      tone: WireText,
      message: z.catch(z.optional(z.object({ text: WireText })), undefined),
    }),
  ),
});
type Ask = z.infer<typeof Ask>;
const Cancel = z.object({ type: z.literal(5), invocationId: z.string() });
const Said = z.catch(
  z.optional(z.array(z.object({ text: WireText, author: WireText, messageType: WireText }))),
  undefined,
);
type Said = z.infer<typeof Said>;
const Update = z.object({
  type: z.literal(1),
  target: z.literal('update'),
  arguments: z.array(
    z.object({ conversationId: WireText, messages: Said, writeAtCursor: WireText }),
  ),
});
const Item = z.object({
  type: z.literal(2),
  invocationId: z.string(),
  item: z.object({
    messages: Said,
    result: z.catch(z.optional(z.object({ value: WireText })), undefined),
  }),
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
    const hub = new Hub(calls);
    return {
      take: ({ data }) => {
        const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
        for (const part of text.split(SEPARATOR)) if (part !== '') hub.take(parseJson(part));
      },
    };
  },
};

class Hub {
  readonly #calls: Calls;
  /** The page asks one thing at a time; updates do not say what they belong to. */
  #name = '';
  /** The whole text as it was last shown, and what was written since. */
  #shown = '';

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  take(value: unknown): void {
    const { success, data: message } = Message.safeParse(value);
    if (!success) return;
    if (message.type === 4) this.#ask(message);
    // The service need not answer that.
    else if (message.type === 5) this.#calls.end(this.#name);
    else if (message.type === 1) {
      for (const update of message.arguments) {
        this.#hear(update.messages, update.writeAtCursor);
        const answer = this.#calls.find(this.#name);
        if (answer !== null) answer.conversation = update.conversationId ?? answer.conversation;
      }
    } else this.#close(message);
  }

  #ask({ invocationId, arguments: [asked] }: Ask): void {
    const { conversationId = null, tone, message } = asked ?? {};
    // Every socket counts from 0, and each turn may have its own.
    this.#name = `${conversationId ?? ''} ${invocationId}`;
    this.#shown = '';
    this.#calls.end(this.#name);
    this.#calls.begin(this.#name, askedOf(conversationId, tone, message?.text));
  }

  #hear(said: Said, written = ''): void {
    const answer = this.#calls.find(this.#name);
    // Other types of messages are progress, suggestions and the like.
    const whole = said?.findLast(
      ({ author, messageType }) => author !== 'user' && messageType === undefined,
    )?.text;
    // Both may be told, and either may lag behind.
    if (whole !== undefined && whole.length > this.#shown.length) this.#shown = whole;
    this.#shown += written;
    if (answer !== null) answer.text = [this.#shown];
  }

  #close(message: z.infer<typeof Item> | z.infer<typeof Completion>): void {
    const answer = this.#calls.find(this.#name);
    if (answer === null) return;
    if (message.type === 2) {
      const { messages, result } = message.item;
      this.#hear(messages);
      if (result?.value !== undefined && result.value !== 'Success') answer.ending = 'failed';
      else finish(answer);
    } else {
      if (message.error !== undefined) answer.ending = 'failed';
      else finish(answer);
      this.#calls.end(this.#name);
    }
  }
}

function askedOf(conversation: string | null, tone = '', text = ''): Asked {
  return asking({
    // `Gpt_5_4_Reasoning`; other tones leave the choice to the service.
    model: /^gpt/i.test(tone) ? tone : null,
    conversation,
    turn: 'prompt',
    trigger: 'page',
    text: [text],
    messages: 1,
  });
}
