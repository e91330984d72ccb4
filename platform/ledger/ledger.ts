/**
 * The store on this device. Each method is one transaction, and the roll-ups are always the sum
 * of what they roll up.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { HealthEntry, HealthNote, HealthReason } from '../../core/health.ts';
import type { Draft, Interaction } from '../../core/interaction.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { addRollups, countedClass, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';
import { steps } from './steps/all.ts';

/** Makes an interaction of a draft, given the class of the interaction it descends from. */
export type Judge = (draft: Draft, parent: VerdictClass | null) => Interaction;

const LEDGER_NAME = 'trueburn';

export class Ledger extends Dexie {
  declare readonly interactions: EntityTable<Interaction, 'id'>;
  declare readonly rollups: Table<Rollup, [string, string, string, VerdictClass]>;
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
   * Judges and keeps each draft whose id is not here yet, with its roll-up, or nothing at all.
   * Drafts may descend from earlier ones of the same call.
   */
  async keep(drafts: readonly Draft[], judge: Judge): Promise<void> {
    if (drafts.length === 0) return;
    await this.transaction('rw', this.interactions, this.rollups, async () => {
      const fresh = await this.#withoutKnown(drafts);
      const classes = await this.#classesOf(fresh.flatMap((draft) => draft.parent ?? []));
      const interactions = fresh.map((draft) => {
        const interaction = judge(draft, classes.get(draft.parent ?? '') ?? null);
        classes.set(interaction.id, countedClass(interaction));
        return interaction;
      });
      await this.interactions.bulkAdd(interactions);
      await this.#addToRollups(interactions);
    });
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

  async #withoutKnown(drafts: readonly Draft[]): Promise<Draft[]> {
    const byId = new Map(drafts.map((draft) => [draft.id, draft]));
    const known = await this.interactions.bulkGet([...byId.keys()]);
    for (const interaction of known) {
      if (interaction !== undefined) byId.delete(interaction.id);
    }
    return [...byId.values()];
  }

  async #classesOf(ids: readonly string[]): Promise<Map<string, VerdictClass>> {
    const found = await this.interactions.bulkGet([...new Set(ids)]);
    return new Map(
      found.flatMap((interaction) =>
        interaction === undefined ? [] : [[interaction.id, countedClass(interaction)] as const],
      ),
    );
  }

  async #addToRollups(interactions: readonly Interaction[]): Promise<void> {
    const added = new Map<string, Rollup>();
    for (const interaction of interactions) {
      const rollup = rollupOf(interaction);
      const key = rollupKey(rollup).join(' ');
      const sum = added.get(key);
      added.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
    }
    const sums = [...added.values()];
    const stored = await this.rollups.bulkGet(sums.map(rollupKey));
    await this.rollups.bulkPut(
      sums.map((sum, index) => {
        const known = stored[index];
        return known === undefined ? sum : addRollups(known, sum);
      }),
    );
  }
}
