/** Ledgers of a test's own, and what may be said of them whatever was done to them. */
import type { Interaction } from '../../core/interaction.ts';
import { addRollups, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';
import { type Describe, Ledger } from '../../platform/ledger/ledger.ts';
import { sampleId } from './sample.ts';

export const onOneDay: Describe = ({ toolCalls }) => ({ toolCalls, day: '2027-01-15' });

/** What `work` makes of an empty ledger, which is gone afterwards. */
export async function inEmptyLedger<Result>(
  work: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = new Ledger(`test-${sampleId()}`);
  try {
    return await work(ledger);
  } finally {
    await ledger.delete();
  }
}

const keyText = (rollup: Rollup) => rollupKey(rollup).join(' ');

export function byKey(rollups: readonly Rollup[]): Rollup[] {
  return rollups.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
}

/** The roll-ups as they have to be, sorted by key. */
export function recomputed(interactions: readonly Interaction[]): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (const rollup of interactions.map(rollupOf)) {
    const sum = sums.get(keyText(rollup));
    sums.set(keyText(rollup), sum === undefined ? rollup : addRollups(sum, rollup));
  }
  return byKey([...sums.values()]);
}

/** Waits for nothing any more: every answer's day is over. */
export async function settleAll(ledger: Ledger, now: number): Promise<void> {
  do await ledger.settle(now);
  while ((await ledger.awaited.where('until').belowOrEqual(now).count()) > 0);
}
