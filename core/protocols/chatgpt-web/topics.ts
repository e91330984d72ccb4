/**
 * The socket of ChatGPT's page: arrays of messages, of which a turn's topic carries the stream's
 * events, as text, one item after another; who subscribes late gets the items so far in the reply.
 * Unverified: from others' captures and readings of the page's scripts.
 */
import { createParser } from 'eventsource-parser';
import * as z from 'zod/mini';
import { parseJson, WireText } from '../answer-body.ts';
import { type Answer, asking, type Calls, emptyAnswer, type SocketProtocol } from '../protocol.ts';
import { socketJson } from '../socket-json.ts';
import { Turn } from './turn.ts';

const Told = z.object({
  topic_id: WireText,
  payload: z.object({
    type: z.literal('conversation-turn-stream'),
    payload: z.object({
      type: WireText,
      stream_item_id: WireText,
      encoded_item: WireText,
    }),
  }),
});
type Told = z.infer<typeof Told>;

const Reply = z.object({
  reply: z.object({ topic_id: WireText, catchups: z.array(z.unknown()) }),
});

/** How its first messages begin, whichever side sends them. */
const BEGINNING = /^\[\{"id":\d+,"command":\{"type":"|"conversation-turn/;

/** Topics remembered, so that what comes after a turn's end begins no other. */
const MAX_TOPICS = 200;
/** Items of a topic remembered. */
const MAX_ITEMS = 20_000;

const DONE = '[DONE]';

export const chatgptTopics: SocketProtocol = {
  name: 'chatgpt-web',
  sharesNames: true,
  recognises: (_socket, { data }) => typeof data === 'string' && BEGINNING.test(data),
  reader: (calls) => {
    const topics = new Map<string, Topic>();
    const hear = (value: unknown, within?: string) => {
      const { success, data: told } = Told.safeParse(value);
      const id = told?.topic_id ?? within;
      if (!success || id === undefined) return;
      const topic = topics.get(id) ?? new Topic(id, calls);
      topics.set(id, topic);
      topic.take(told.payload.payload);
      for (const oldest of topics.keys()) {
        if (topics.size <= MAX_TOPICS) break;
        topics.delete(oldest);
      }
    };
    return {
      take: (message) => {
        const list = message.direction === 'in' ? socketJson(message) : null;
        if (!Array.isArray(list)) return;
        for (const each of list) {
          hear(each);
          const { reply } = Reply.safeParse(each).data ?? {};
          for (const earlier of reply?.catchups ?? []) hear(earlier, reply?.topic_id);
        }
      },
    };
  },
};

/** One turn's topic. */
class Topic {
  readonly #id: string;
  readonly #calls: Calls;
  readonly #turn: Turn;
  /** The name its call was last found under. */
  #name: string;
  /** Items that come again, as they do after another subscription. */
  readonly #seen = new Set<string>();

  constructor(id: string, calls: Calls) {
    this.#id = id;
    this.#name = id;
    this.#calls = calls;
    this.#turn = new Turn({ topic: id });
  }

  take({ type, stream_item_id: item, encoded_item = '' }: Told['payload']['payload']): void {
    if (item !== undefined) {
      if (this.#seen.has(item)) return;
      if (this.#seen.size < MAX_ITEMS) this.#seen.add(item);
    }
    const parser = createParser({ onEvent: ({ data }) => this.#event(data) });
    parser.feed(`${encoded_item}\n\n`);
    if (type === 'done') this.#event(DONE);
  }

  #event(data: string): void {
    const turn = this.#turn;
    if (turn.over) return;
    const known = this.#find();
    // What comes before the model writes holds nothing that counts.
    const answer = known ?? emptyAnswer();
    if (data === DONE) turn.end(answer);
    else if (!turn.take(parseJson(data), answer)) answer.malformed += 1;
    if (known === null && turn.begun) {
      const begun = this.#find() ?? this.#begin();
      Object.assign(begun, answer);
    }
    if (turn.over) this.#calls.end(this.#name);
  }

  /** The call of this page that the turn answers, if it is one. */
  #find(): Answer | null {
    // The request's own name holds until its answer has said the topic's.
    for (const name of [this.#id, this.#turn.prompt]) {
      const answer = name === null ? null : this.#calls.find(name);
      if (answer !== null && name !== null) {
        this.#name = name;
        return answer;
      }
    }
    return null;
  }

  #begin(): Answer {
    this.#name = this.#id;
    return this.#calls.begin(this.#id, asking({ trigger: 'elsewhere' }));
  }
}
