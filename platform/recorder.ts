/**
 * The background's side of delivery: parses what pages send as hostile, judges, keeps, and only
 * then acknowledges. Listeners are added at once: one added later misses the event that woke us.
 */
import { browser } from 'wxt/browser';
import { localDay } from '../core/days.ts';
import { HealthNote } from '../core/health.ts';
import { Draft, type Interaction } from '../core/interaction.ts';
import { type RecordReply, RecordRequest } from '../core/messages.ts';
import { judge } from '../core/provenance/judge.ts';
import type { VerdictClass } from '../core/provenance/verdict.ts';
import type { Ledger } from './ledger/ledger.ts';

export interface RecorderParts {
  ledger: Ledger;
  /** Milliseconds since the epoch. */
  now: () => number;
  timeZone: () => string;
}

export class Recorder {
  readonly #parts: RecorderParts;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /**
   * Records what the page at `origin` sent. Resolves when all of it is in the ledger or refused
   * for good. Rejects where the ledger fails; then nothing is settled and the page keeps it.
   */
  async record(request: unknown, origin: string): Promise<RecordReply> {
    const { drafts, health } = RecordRequest.parse(request);
    const own = drafts.flatMap((draft) => this.#accept(draft, origin) ?? []);
    const recorded = own.map(({ id }) => id);
    const refused = drafts
      .flatMap((draft) => idOf(draft) ?? [])
      .filter((id) => !recorded.includes(id));
    const notes = health.flatMap((note) => {
      const parsed = HealthNote.safeParse(note);
      return parsed.success && parsed.data.site === origin ? [parsed.data] : [];
    });
    const { ledger, now } = this.#parts;
    await ledger.keep(own, (draft, parent) => this.#judge(draft, parent));
    await ledger.note(notes, now());
    return { type: 'recorded', recorded, refused };
  }

  /** A page speaks for its own origin and no other. */
  #accept(candidate: unknown, origin: string): Draft | null {
    const { success, data } = Draft.safeParse(candidate);
    return success && data.site === origin && data.endedAt >= data.startedAt ? data : null;
  }

  #judge(draft: Draft, parent: VerdictClass | null): Interaction {
    return {
      ...draft,
      day: localDay(draft.startedAt, this.#parts.timeZone()),
      verdict: judge(draft.signals, parent),
      flags: [],
      correction: null,
    };
  }
}

function idOf(candidate: unknown): string | null {
  const id: unknown =
    typeof candidate === 'object' && candidate !== null && 'id' in candidate ? candidate.id : null;
  return typeof id === 'string' ? id : null;
}

export function listenForDrafts(recorder: Recorder): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    const origin = originOf(sender);
    if (sender.id !== browser.runtime.id || sender.tab === undefined || origin === null) return;
    recorder.record(message, origin).then(reply, () => {
      // No reply is what makes the page keep its drafts and try again.
      reply(null);
    });
    return true;
  });
}

function originOf({ origin, url }: { origin?: string; url?: string }): string | null {
  return origin ?? URL.parse(url ?? '')?.origin ?? null;
}
