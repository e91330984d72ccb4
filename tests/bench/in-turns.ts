import type { SideBySide } from '../e2e/rig/side-by-side.ts';
import type { Bench } from './transport-benches.ts';

/** A round on each page and then the next, so that what else the machine does falls on both. */
export async function inTurns(bench: Bench, pages: SideBySide) {
  const measured = { ours: [] as number[], baseline: [] as number[] };
  const measure = async (watched: boolean, round: number) => {
    const page = watched ? pages.watched : pages.unwatched;
    await page.bringToFront();
    const label = `${bench.name} ${watched ? 'watched' : 'unwatched'} ${round}`;
    return bench.measure({ page, pages, watched, label: label.replaceAll(/\W+/g, '-') });
  };
  // The first one of each warms up.
  for (let round = -1; round < bench.rounds; round += 1) {
    const order = round % 2 === 0 ? [true, false] : [false, true];
    for (const watched of order) {
      const value = await measure(watched, round);
      if (round >= 0) measured[watched ? 'ours' : 'baseline'].push(value);
    }
  }
  return measured;
}
