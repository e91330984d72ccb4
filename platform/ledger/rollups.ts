/** Keeps the roll-ups the sums of what they roll up, inside a transaction of the caller's. */
import type { Table } from 'dexie';
import type { Interaction } from '../../core/interaction.ts';
import { VerdictClass } from '../../core/provenance/verdict.ts';
import { addRollups, negative, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';

type RollupKey = ReturnType<typeof rollupKey>;
export type RollupTable = Table<Rollup, RollupKey>;

export class Rollups {
  readonly #table: RollupTable;
  readonly #read = new Map<string, Rollup | undefined>();

  constructor(table: RollupTable) {
    this.#table = table;
  }

  /** Reads those that these may count in, whatever class they turn out to be. */
  async expect(some: readonly Pick<Interaction, 'day' | 'site' | 'model'>[]): Promise<void> {
    await this.#want(
      some.flatMap(({ day, site, model }) =>
        VerdictClass.options.map((one): RollupKey => [day, site, model ?? '', one]),
      ),
    );
  }

  /** Takes what stood before out and puts what stands now in. */
  async change(before: readonly Interaction[], after: readonly Interaction[]): Promise<void> {
    const sums = sumsOf([...before.map((one) => negative(rollupOf(one))), ...after.map(rollupOf)]);
    await this.#want(sums.map(rollupKey));
    const now = sums.map((sum) => {
      const known = this.#read.get(textOf(rollupKey(sum)));
      return known === undefined ? sum : addRollups(known, sum);
    });
    const filled = now.filter(({ interactions }) => interactions > 0);
    const empty = now.filter(({ interactions }) => interactions === 0);
    await Promise.all([
      filled.length > 0 && this.#table.bulkPut(filled),
      empty.length > 0 && this.#table.bulkDelete(empty.map(rollupKey)),
    ]);
  }

  async #want(keys: readonly RollupKey[]): Promise<void> {
    const unread = new Map(keys.map((key) => [textOf(key), key]));
    for (const known of this.#read.keys()) unread.delete(known);
    if (unread.size === 0) return;
    const found = await this.#table.bulkGet([...unread.values()]);
    for (const [index, text] of [...unread.keys()].entries()) this.#read.set(text, found[index]);
  }
}

/** By key, without those that change nothing. */
function sumsOf(rollups: readonly Rollup[]): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (const rollup of rollups) {
    const key = textOf(rollupKey(rollup));
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
  }
  return [...sums.values()].filter(
    ({ interactions, inputTokens, outputTokens, estimated }) =>
      interactions !== 0 || inputTokens !== 0 || outputTokens !== 0 || estimated !== 0,
  );
}

function textOf(key: RollupKey): string {
  return key.join(' ');
}
