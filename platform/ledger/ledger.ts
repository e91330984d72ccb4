/**
 * The store on this device. Each method is one transaction, and the roll-ups are always the sum
 * of what they roll up.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { HealthEntry, HealthNote, HealthReason } from '../../core/health.ts';
import { sameCall } from '../../core/counting.ts';
import { type Draft, draftOf, type Interaction, type ToolCall } from '../../core/interaction.ts';
import type { UnderWay } from '../../core/under-way.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import {
  addRollups,
  countedClass,
  negative,
  type Rollup,
  rollupKey,
  rollupOf,
} from '../../core/rollup.ts';
import { steps } from './steps/all.ts';

/** Makes an interaction of a draft, given the class of the interaction it descends from. */
export type Judge = (draft: Draft, parent: VerdictClass | null) => Interaction;

export interface ToolSeen {
  call: ToolCall;
  count: number;
}

const LEDGER_NAME = 'trueburn';
/** Where nothing of a site ends well any more, a search for what did stops here. */
const MAX_LOOKED_AT = 400;

export class Ledger extends Dexie {
  declare readonly interactions: EntityTable<Interaction, 'id'>;
  declare readonly rollups: Table<Rollup, [string, string, string, VerdictClass]>;
  declare readonly underWay: EntityTable<UnderWay, 'id'>;
  declare readonly health: Table<HealthEntry, [string, HealthReason]>;

  constructor(name: string = LEDGER_NAME) {
    // Chromium's default lets an acknowledged write die with the machine; ours must not.
    super(name, { chromeTransactionDurability: 'strict' });
    for (const { version, stores, upgrade } of steps) {
      const declared = this.version(version).stores(stores);
      if (upgrade !== undefined) declared.upgrade(upgrade);
    }
    // A newer version in another window waits for this connection to go.
    this.on('versionchange', () => {
      this.close({ disableAutoOpen: false });
    });
  }

  /**
   * Judges and keeps each draft whose id is not here yet, with its roll-up, or nothing at all. A
   * draft of a call that is here already, or was broken off, adds what it knows of it. Drafts may
   * descend from earlier ones of the same delivery.
   */
  async keep(drafts: readonly Draft[], judge: Judge): Promise<void> {
    if (drafts.length === 0) return;
    await this.transaction('rw', this.interactions, this.rollups, this.underWay, async () => {
      await this.underWay.bulkDelete(drafts.map(({ id }) => id));
      const { fresh, brokenOff } = await this.#withoutKnown(drafts);
      const known = await this.#ofSameCalls(fresh);
      for (const interaction of brokenOff) known.set(interaction.id, interaction);
      const before = [...new Set(known.values())];
      const classes = await this.#classesOf(
        [...before, ...fresh].flatMap(({ parent }) => parent ?? []),
      );
      const kept = new Map<string, Interaction>();
      for (const draft of fresh) {
        const earlier = [draft.id, ...draft.calls].flatMap((name) => known.get(name) ?? [])[0];
        const whole = earlier === undefined ? draft : sameCall(draftOf(earlier), draft);
        const judged = judge(whole, classes.get(whole.parent ?? '') ?? null);
        const interaction =
          earlier === undefined ? judged : { ...judged, correction: earlier.correction };
        classes.set(interaction.id, countedClass(interaction));
        kept.set(interaction.id, interaction);
        for (const call of interaction.calls) known.set(call, interaction);
      }
      const after = [...kept.values()];
      await this.interactions.bulkPut(after);
      await this.#changeRollups(before, after);
    });
  }

  /** Keeps what a call looks like so far, until it is over. */
  async foretell(draft: Draft, tab: number): Promise<void> {
    await this.transaction('rw', this.interactions, this.underWay, async () => {
      const over = await this.interactions.get(draft.id);
      if (over === undefined) await this.underWay.put({ id: draft.id, tab, draft });
    });
  }

  /** What was told of that tab's call was none. */
  async forget(id: Draft['id'], tab: number): Promise<void> {
    await this.underWay
      .where({ id })
      .and((row) => row.tab === tab)
      .delete();
  }

  /** What is under way in tabs of that kind. */
  async underWayIn(isMeant: (tab: number) => boolean): Promise<Draft[]> {
    const all = await this.underWay.toArray();
    return all.filter(({ tab }) => isMeant(tab)).map(({ draft }) => draft);
  }

  /** Counts are cumulative in each page's life, so the larger one wins. */
  async note(notes: readonly HealthNote[], at: number): Promise<void> {
    if (notes.length === 0) return;
    await this.transaction('rw', this.health, async () => {
      for (const note of notes) {
        const known = await this.health.get([note.page, note.reason]);
        if (known !== undefined && known.count >= note.count) continue;
        await this.health.put({ ...note, firstAt: known?.firstAt ?? at, lastAt: at });
      }
    });
  }

  async rollupsBetween(first: string, last: string): Promise<Rollup[]> {
    return this.rollups
      .where('[day+site+model+class]')
      .between([first], [last, []], true, true)
      .toArray();
  }

  async latest(count: number): Promise<Interaction[]> {
    return this.interactions.orderBy('startedAt').reverse().limit(count).toArray();
  }

  /** The tools that the latest interactions called: of each a call, and how often. */
  async toolsSeen(interactions: number): Promise<ToolSeen[]> {
    const seen = new Map<string, ToolSeen>();
    for (const { toolCalls } of await this.latest(interactions)) {
      for (const call of toolCalls) {
        const known = seen.get(call.name);
        seen.set(call.name, { call: known?.call ?? call, count: (known?.count ?? 0) + 1 });
      }
    }
    return [...seen.values()].toSorted(
      (a, b) => b.count - a.count || (a.call.name < b.call.name ? -1 : 1),
    );
  }

  /** What went wrong on pages that told of it since that moment. */
  async healthSince(moment: number): Promise<HealthEntry[]> {
    return this.health.where('lastAt').aboveOrEqual(moment).toArray();
  }

  /** When the latest exchanges of a site began that came to their proper end, latest first. */
  async goodMoments(site: string, count: number): Promise<number[]> {
    let seen = 0;
    const good = await this.interactions
      .where('[site+startedAt]')
      .between([site, -Infinity], [site, Infinity])
      .reverse()
      .until(() => (seen += 1) > MAX_LOOKED_AT)
      .filter(({ status }) => status === 'complete')
      .limit(count)
      .toArray();
    return good.map(({ startedAt }) => startedAt);
  }

  /** All of it, as one moment saw it. */
  async contents(): Promise<{
    interactions: Interaction[];
    rollups: Rollup[];
    health: HealthEntry[];
  }> {
    return this.transaction('r', this.interactions, this.rollups, this.health, async () => {
      const [interactions, rollups, health] = await Promise.all([
        this.interactions.orderBy('startedAt').toArray(),
        this.rollups.toArray(),
        this.health.toArray(),
      ]);
      return { interactions, rollups, health };
    });
  }

  /** What was broken off may still turn out to have gone on; the rest is settled. */
  async #withoutKnown(
    drafts: readonly Draft[],
  ): Promise<{ fresh: Draft[]; brokenOff: Interaction[] }> {
    const byId = new Map(drafts.map((draft) => [draft.id, draft]));
    const brokenOff: Interaction[] = [];
    for (const interaction of await this.interactions.bulkGet([...byId.keys()])) {
      if (interaction?.status === 'aborted') brokenOff.push(interaction);
      else if (interaction !== undefined) byId.delete(interaction.id);
    }
    return { fresh: [...byId.values()], brokenOff };
  }

  /** What is kept already of the calls these drafts have seen, by the call's name. */
  async #ofSameCalls(drafts: readonly Draft[]): Promise<Map<string, Interaction>> {
    const calls = drafts.flatMap((draft) => draft.calls);
    const found =
      calls.length === 0
        ? []
        : await this.interactions.where('calls').anyOf(calls).distinct().toArray();
    return new Map(
      found.flatMap((interaction) => interaction.calls.map((call) => [call, interaction] as const)),
    );
  }

  async #classesOf(ids: readonly string[]): Promise<Map<string, VerdictClass>> {
    const found = await this.interactions.bulkGet([...new Set(ids)]);
    return new Map(
      found.flatMap((interaction) =>
        interaction === undefined ? [] : [[interaction.id, countedClass(interaction)] as const],
      ),
    );
  }

  /** Takes what stood before out of the roll-ups and puts what stands now in. */
  async #changeRollups(
    before: readonly Interaction[],
    after: readonly Interaction[],
  ): Promise<void> {
    const changes = new Map<string, Rollup>();
    const change = (rollup: Rollup) => {
      const key = rollupKey(rollup).join(' ');
      const sum = changes.get(key);
      changes.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
    };
    for (const interaction of before) change(negative(rollupOf(interaction)));
    for (const interaction of after) change(rollupOf(interaction));
    const sums = [...changes.values()];
    const stored = await this.rollups.bulkGet(sums.map(rollupKey));
    const now = sums.map((sum, index) => {
      const known = stored[index];
      return known === undefined ? sum : addRollups(known, sum);
    });
    await this.rollups.bulkPut(now.filter(({ interactions }) => interactions > 0));
    const empty = now.filter(({ interactions }) => interactions === 0);
    await this.rollups.bulkDelete(empty.map(rollupKey));
  }
}
