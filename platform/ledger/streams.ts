/** Which sends follow each other, and what their pace says of each of them. Inside a transaction. */
import {
  latestSends,
  type Pace,
  paceOf,
  saysTheSame,
  type Send,
} from '../../core/provenance/pace.ts';
import type { CaseFile } from './case-file.ts';
import type { Ledger } from './ledger.ts';
import type { Rows } from './rows.ts';

/** The latest sends of one conversation, or of one cluster of prompts. */
export interface Stream {
  key: string;
  /** When the latest was, in ms since the epoch. */
  last: number;
  sends: Send[];
  pace: Pace | null;
}

/** What happens to one stream in one delivery. */
interface Change {
  sends: Send[];
  /** Ids of those that turn out to belong elsewhere. */
  gone: Set<string>;
  /** Keys of streams that turn out to be this one. */
  absorbed: Set<string>;
}

/** Collected for all of a delivery, so that each stream is read, looked at and written once. */
export class StreamChanges {
  readonly #rows: Rows<Stream>;
  readonly #changes = new Map<string, Change>();

  constructor(rows: Rows<Stream>) {
    this.#rows = rows;
  }

  join(key: string, send: Send): void {
    this.#of(key).sends.push(send);
  }

  leave(key: string, id: string): void {
    this.#of(key).gone.add(id);
  }

  absorb(key: string, other: string): void {
    this.#of(key).absorbed.add(other);
  }

  /**
   * A send that its stream has left behind, 64 sends ago, keeps what was said of it last: that is
   * the one thing here which depends on the order in which sends arrive.
   */
  async apply(ledger: Ledger, file: CaseFile, slot: 'conversationPace' | 'promptPace') {
    if (this.#changes.size === 0) return;
    const absorbed = [...this.#changes.values()].flatMap((change) => [...change.absorbed]);
    await this.#rows.want([...this.#changes.keys(), ...absorbed]);
    const filled: Stream[] = [];
    const over = [...absorbed];
    const learned = new Map<string, Pace | null>();
    for (const [key, change] of this.#changes) {
      const { stream, news } = changeOf(key, this.#rows, change);
      if (stream.sends.length > 0) filled.push(stream);
      else over.push(key);
      for (const { id } of news) learned.set(id, stream.pace);
    }
    file.write(() => ledger.streams.bulkPut(filled));
    if (over.length > 0) file.write(() => ledger.streams.bulkDelete(over));
    await file.learn([...learned.keys()], (context, id) => ({
      ...context,
      [slot]: learned.get(id) ?? null,
    }));
  }

  #of(key: string): Change {
    const change = this.#changes.get(key) ?? {
      sends: [],
      gone: new Set<string>(),
      absorbed: new Set<string>(),
    };
    this.#changes.set(key, change);
    return change;
  }
}

/** The stream afterwards, and of which sends there is something to say. */
function changeOf(
  key: string,
  known: Pick<Rows<Stream>, 'get'>,
  { sends, gone, absorbed }: Change,
): { stream: Stream; news: readonly Send[] } {
  const before = [key, ...absorbed].flatMap((one) => known.get(one)?.sends ?? []);
  const latest = latestSends(
    before.filter(({ id }) => !gone.has(id)),
    sends,
  );
  const pace = paceOf(latest);
  const isAsBefore = absorbed.size === 0 && saysTheSame(known.get(key)?.pace ?? null, pace);
  return {
    stream: { key, last: latest.at(-1)?.at ?? 0, sends: latest, pace },
    // What shows itself now holds for those before, too.
    news: isAsBefore ? sends : [...latest, ...sends],
  };
}
