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
  gone: string[];
  /** Keys of streams that turn out to be this one. */
  absorbed: string[];
}

/** Collected for all of a delivery, so that what it costs does not depend on how much comes at once. */
export class StreamChanges {
  readonly #changes = new Map<string, Change>();

  join(key: string, send: Send): void {
    this.#of(key).sends.push(send);
  }

  leave(key: string, id: string): void {
    this.#of(key).gone.push(id);
  }

  absorb(key: string, other: string): void {
    this.#of(key).absorbed.push(other);
  }

  /**
   * A send that its stream has left behind, 64 sends ago, keeps what was said of it last: that is
   * the one thing here which depends on the order in which sends arrive.
   */
  async apply(ledger: Ledger, file: CaseFile, slot: 'conversationPace' | 'promptPace') {
    const absorbed = [...this.#changes.values()].flatMap((change) => change.absorbed);
    const keys = [...new Set([...this.#changes.keys(), ...absorbed])];
    if (keys.length === 0) return;
    const found = await ledger.streams.bulkGet(keys);
    const known = new Map(keys.map((key, index) => [key, found[index]]));
    const changed: Stream[] = [];
    const learned = new Map<string, Pace | null>();
    for (const [key, change] of this.#changes) {
      const { stream, news } = changeOf(key, known, change);
      changed.push(stream);
      for (const { id } of news) learned.set(id, stream.pace);
    }
    await ledger.streams.bulkPut(changed.filter(({ sends }) => sends.length > 0));
    const over = changed.filter(({ sends }) => sends.length === 0).map(({ key }) => key);
    if (over.length + absorbed.length > 0) await ledger.streams.bulkDelete([...over, ...absorbed]);
    await file.learn([...learned.keys()], (context, id) => ({
      ...context,
      [slot]: learned.get(id) ?? null,
    }));
  }

  #of(key: string): Change {
    const change = this.#changes.get(key) ?? { sends: [], gone: [], absorbed: [] };
    this.#changes.set(key, change);
    return change;
  }
}

/** The stream afterwards, and of which sends there is something to say. */
function changeOf(
  key: string,
  known: ReadonlyMap<string, Stream | undefined>,
  { sends, gone, absorbed }: Change,
): { stream: Stream; news: readonly Send[] } {
  const before = [key, ...absorbed].flatMap((one) => known.get(one)?.sends ?? []);
  const latest = latestSends(
    before.filter(({ id }) => !gone.includes(id)),
    sends,
  );
  const pace = paceOf(latest);
  const isAsBefore = absorbed.length === 0 && saysTheSame(known.get(key)?.pace ?? null, pace);
  return {
    stream: { key, last: latest.at(-1)?.at ?? 0, sends: latest, pace },
    // What shows itself now holds for those before, too.
    news: isAsBefore ? sends : [...latest, ...sends],
  };
}
