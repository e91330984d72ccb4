/** Keeps the roll-ups the sums of what they roll up. */
import type { Table } from 'dexie';
import type { Interaction } from '../../core/interaction.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { addRollups, negative, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';

export type RollupTable = Table<Rollup, [string, string, string, VerdictClass]>;

/** Takes what stood before out and puts what stands now in, inside a transaction of the caller's. */
export async function changeRollups(
  rollups: RollupTable,
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
  const stored = await rollups.bulkGet(sums.map(rollupKey));
  const now = sums.map((sum, index) => {
    const known = stored[index];
    return known === undefined ? sum : addRollups(known, sum);
  });
  await rollups.bulkPut(now.filter(({ interactions }) => interactions > 0));
  const empty = now.filter(({ interactions }) => interactions === 0);
  await rollups.bulkDelete(empty.map(rollupKey));
}
