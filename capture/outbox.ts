/**
 * Holds what the recorder has not settled yet, and delivers it at least once. There is no polling:
 * it sends when something is put in, and again, ever more slowly, while a delivery fails.
 */
import type { HealthNote, HealthReason } from '../core/health.ts';
import type { Draft } from '../core/interaction.ts';
import type { Look } from '../core/look.ts';
import { MAX_BATCH, type RecordReply, type RecordRequest } from '../core/messages.ts';
import type { AttentionFacts } from '../core/provenance/attention-facts.ts';

/** Drafts held at the most while the background cannot be reached: some hours of heavy use. */
const MAX_HELD = 2_000;
const FIRST_RETRY = 250;
const LAST_RETRY = 30_000;

export interface OutboxParts {
  /** Resolves to what the recorder settled; rejects where it could not be reached. */
  deliver: (request: RecordRequest) => Promise<RecordReply>;
  /** Calls back after so many milliseconds. */
  later: (callback: () => void, milliseconds: number) => void;
  page: HealthNote['page'];
  site: HealthNote['site'];
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #drafts = new Map<string, Draft>();
  /** Of each answer the latest; it says all that was said before. */
  readonly #looks = new Map<Draft['id'], Look>();
  /** Counts of this page's life, and which of them the recorder has not heard of. */
  readonly #health = new Map<HealthReason, number>();
  readonly #unheard = new Set<HealthReason>();
  #sending = false;
  #retry = FIRST_RETRY;
  /** The retry that is due; null: none. */
  #due: { milliseconds: number } | null = null;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  put(draft: Draft): void {
    if (this.#drafts.size < MAX_HELD) this.#drafts.set(draft.id, draft);
    else this.note('dropped');
    // Something new is a reason to try again soon, however often it failed before.
    if (this.#due !== null && this.#due.milliseconds > FIRST_RETRY) this.#tryIn(FIRST_RETRY);
    this.flush();
  }

  /** Earlier ones were looked at. */
  look(id: Draft['id'], attention: AttentionFacts): void {
    if (this.#looks.size >= MAX_HELD) return;
    this.#looks.set(id, { id, site: this.#parts.site, attention });
    this.flush();
  }

  note(reason: HealthReason, count = 1): void {
    this.#health.set(reason, (this.#health.get(reason) ?? 0) + count);
    this.#unheard.add(reason);
    this.flush();
  }

  /** Sends now what is held, unless a delivery is under way or a retry is due. */
  flush(): void {
    if (!this.#sending && this.#due === null) void this.#send();
  }

  /**
   * The page goes away: everything that is not settled is sent at once, also what is under way,
   * whose reply nobody would hear. The recorder knows a draft that comes twice.
   */
  sendLast(): void {
    const allDrafts = [...this.#drafts.values()];
    const allLooks = [...this.#looks.values()];
    const health = this.#notes();
    const most = Math.max(allDrafts.length, allLooks.length, health.length);
    for (let first = 0; first < most; first += MAX_BATCH) {
      const drafts = allDrafts.slice(first, first + MAX_BATCH);
      const looks = allLooks.slice(first, first + MAX_BATCH);
      this.#parts.deliver({ type: 'record', drafts, looks, health }).catch(() => {});
    }
  }

  /** Looks at what the recorder does not know yet would be lost; they wait for their drafts. */
  #looksAfter(drafts: readonly Draft[]): Look[] {
    const going = new Set(drafts.map(({ id }) => id));
    return [...this.#looks.values()].filter(({ id }) => going.has(id) || !this.#drafts.has(id));
  }

  #notes(): HealthNote[] {
    return [...this.#unheard].map((reason) => ({
      page: this.#parts.page,
      site: this.#parts.site,
      reason,
      count: this.#health.get(reason) ?? 1,
    }));
  }

  #tryIn(milliseconds: number): void {
    const due = { milliseconds };
    this.#due = due;
    this.#parts.later(() => {
      // A later plan has taken its place.
      if (this.#due !== due) return;
      this.#due = null;
      this.flush();
    }, milliseconds);
  }

  async #send(): Promise<void> {
    this.#sending = true;
    try {
      // What one task of the page brings about goes in one delivery.
      await Promise.resolve();
      while (this.#drafts.size + this.#looks.size + this.#unheard.size > 0) await this.#sendBatch();
      this.#retry = FIRST_RETRY;
    } catch {
      this.#tryIn(this.#retry);
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    } finally {
      this.#sending = false;
    }
  }

  async #sendBatch(): Promise<void> {
    const drafts = [...this.#drafts.values()].slice(0, MAX_BATCH);
    const looks = this.#looksAfter(drafts).slice(0, MAX_BATCH);
    const health = this.#notes();
    const reply = await this.#parts.deliver({ type: 'record', drafts, looks, health });
    for (const id of [...reply.recorded, ...reply.refused]) this.#drafts.delete(id);
    for (const look of looks) if (this.#looks.get(look.id) === look) this.#looks.delete(look.id);
    for (const { reason, count } of health) {
      if (this.#health.get(reason) === count) this.#unheard.delete(reason);
    }
    if (reply.refused.length > 0) this.note('refused', reply.refused.length);
    if (drafts.some(({ id }) => this.#drafts.has(id))) throw new Error('not settled');
  }
}
