/**
 * What one transaction judges, or judges again: the interactions it touches and those that descend
 * from them. Nothing is written before `close`, which also changes the roll-ups.
 */
import type { Interaction } from '../../core/interaction.ts';
import { changeBetween } from '../../core/provenance/change.ts';
import type { Context } from '../../core/provenance/context.ts';
import { flagsOf } from '../../core/provenance/flags.ts';
import { judge } from '../../core/provenance/judge.ts';
import type { SiteLeaning } from '../../core/provenance/leaning.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { countedClass } from '../../core/rollup.ts';
import type { Ledger } from './ledger.ts';
import { Rollups } from './rollups.ts';
import { Rows } from './rows.ts';

/** An interaction before anything is said of it. */
export type Case = Omit<Interaction, 'verdict' | 'flags' | 'change'>;

type Expected = Pick<Interaction, 'id' | 'parent' | 'site' | 'model' | 'day'>;

/** Pages may claim circles of descent; nothing is judged more often in one go. */
const MOST_TIMES = 8;

export class CaseFile {
  readonly #ledger: Ledger;
  readonly #rows: Rows<Interaction>;
  readonly #leanings: Rows<SiteLeaning>;
  readonly #rollups: Rollups;
  readonly #stored = new Map<string, Interaction>();
  readonly #cases = new Map<string, Case>();
  readonly #judged = new Map<string, Interaction>();
  readonly #times = new Map<string, number>();
  /** Ids whose children were taken in. */
  readonly #withChildren = new Set<string>();
  readonly #writes: (() => PromiseLike<unknown>)[] = [];
  #due = new Set<string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#rows = new Rows(ledger.interactions);
    this.#leanings = new Rows(ledger.leanings);
    this.#rollups = new Rollups(ledger.rollups);
  }

  /**
   * Takes in at once what judging these will ask for one after the other. Nothing but time depends
   * on it.
   */
  async expect(drafts: readonly Expected[]): Promise<void> {
    await Promise.all([
      this.fetch(drafts.flatMap(({ id, parent }) => (parent === null ? id : [id, parent]))),
      this.#fetchChildren(drafts.map(({ id }) => id)),
      this.fetchLeanings(drafts.map(({ site }) => site)),
      this.#rollups.expect(drafts),
    ]);
  }

  /** Takes in those of them that are in the ledger. */
  async fetch(ids: readonly string[]): Promise<void> {
    const unknown = ids.filter((id) => !this.#cases.has(id));
    await this.#rows.want(unknown);
    this.take(unknown.flatMap((id) => this.#rows.get(id) ?? []));
  }

  /** Reads what was learned about sites, for what will be judged there. */
  async fetchLeanings(sites: readonly string[]): Promise<void> {
    await this.#leanings.want(sites);
  }

  /** Takes in what is in the ledger. */
  take(interactions: readonly Interaction[]): void {
    for (const interaction of interactions) {
      if (this.#cases.has(interaction.id)) continue;
      this.#stored.set(interaction.id, interaction);
      this.#cases.set(interaction.id, interaction);
    }
  }

  /** As far as it was taken in or put here. */
  find(id: string): Case | undefined {
    return this.#cases.get(id);
  }

  /** As it is in the ledger, where it was taken in. */
  stored(id: string): Interaction | undefined {
    return this.#stored.get(id);
  }

  /** Something new, or one of the ledger's as it is now. It will be judged. */
  put(one: Case): void {
    this.#cases.set(one.id, one);
    this.#due.add(one.id);
  }

  /** More is known of those that are in the ledger or put in here; of others nothing is kept. */
  async learn(ids: readonly string[], more: (context: Context, id: string) => Context) {
    await this.fetch(ids);
    for (const id of ids) {
      const one = this.#cases.get(id);
      if (one !== undefined) this.put({ ...one, context: more(one.context, id) });
    }
  }

  /** What descends from the ids on the left descends from those on the right. */
  async adopt(ids: ReadonlyMap<string, string>): Promise<void> {
    await this.#fetchChildren([...ids.keys()]);
    for (const one of this.#cases.values()) {
      const parent = one.parent === null ? undefined : ids.get(one.parent);
      if (parent !== undefined) this.put({ ...one, parent });
    }
  }

  /** What else is to be written when the file is closed. */
  write(work: () => PromiseLike<unknown>): void {
    this.#writes.push(work);
  }

  /** Judges what is due, then what descends from it where its class has changed, and writes. */
  async close(): Promise<void> {
    while (this.#due.size > 0) {
      const due = [...this.#due].flatMap((id) => this.#cases.get(id) ?? []);
      this.#due = new Set();
      // Nothing is awaited that is here: after a hundred times Dexie lets the transaction go.
      const parents = this.#rows.unread(due.flatMap(({ parent }) => parent ?? []));
      if (parents.some((id) => !this.#cases.has(id))) await this.fetch(parents);
      const sites = this.#leanings.unread(due.map(({ site }) => site));
      if (sites.length > 0) await this.fetchLeanings(sites);
      const changed = due.filter((one) => this.#judge(one)).map(({ id }) => id);
      const untaken = changed.filter((id) => !this.#withChildren.has(id));
      if (untaken.length > 0) await this.#fetchChildren(untaken);
      this.#makeChildrenDue(new Set(changed));
    }
    const after = [...this.#judged.values()];
    const before = after.flatMap(({ id }) => this.#stored.get(id) ?? []);
    await Promise.all([
      after.length > 0 && this.#ledger.interactions.bulkPut(after),
      this.#rollups.change(before, after),
      ...this.#writes.map((work) => work()),
    ]);
  }

  /** Whether the class that counts is another one now. */
  #judge(one: Case): boolean {
    const { id, signals, context, site, parent, correction } = one;
    const times = this.#times.get(id) ?? 0;
    if (times >= MOST_TIMES) return false;
    this.#times.set(id, times + 1);
    const stored = this.#stored.get(id);
    const before = this.#judged.get(id) ?? stored;
    const leaning = this.#leanings.get(site)?.leaning ?? null;
    const verdict = judge({ signals, context, parent: this.#classOf(parent), leaning });
    const change =
      stored === undefined ? null : changeBetween(stored.verdict, verdict, stored.change);
    this.#judged.set(id, { ...one, verdict, change, flags: flagsOf(context) });
    return before === undefined || countedClass(before) !== (correction ?? verdict.class);
  }

  #classOf(id: string | null): VerdictClass | null {
    const one = id === null ? undefined : (this.#judged.get(id) ?? this.#stored.get(id));
    return one === undefined ? null : countedClass(one);
  }

  #makeChildrenDue(parents: ReadonlySet<string>): void {
    if (parents.size === 0) return;
    for (const { id, parent } of this.#cases.values()) {
      if (parent !== null && parents.has(parent)) this.#due.add(id);
    }
  }

  async #fetchChildren(parents: readonly string[]): Promise<void> {
    const unknown = [...new Set(parents)].filter((id) => !this.#withChildren.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) this.#withChildren.add(id);
    this.take(await this.#ledger.interactions.where('parent').anyOf(unknown).toArray());
  }
}
