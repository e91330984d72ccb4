/** Whether a probability means what it says. */
import type { Judged } from './judged.ts';

const BINS = 10;

/** Of those whose probability to be automated lies from `from` to `to`. */
export interface Bin {
  from: number;
  to: number;
  count: number;
  /** Mean probability, and how many were automated indeed; null where there is none. */
  said: number | null;
  was: number | null;
}

export function reliability(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: BINS }, (_, index) => {
    const own = judged.filter(
      ({ verdict }) => Math.min(BINS - 1, Math.floor(verdict.automated * BINS)) === index,
    );
    const mean = (of: (one: Judged) => number) =>
      own.length === 0 ? null : own.reduce((sum, one) => sum + of(one), 0) / own.length;
    return {
      from: index / BINS,
      to: (index + 1) / BINS,
      count: own.length,
      said: mean(({ verdict }) => verdict.automated),
      was: mean(truth),
    };
  });
}

/** Expected calibration error: how far the two are apart, weighted by counts. */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, said, was }) => sum + (count / all) * Math.abs((said ?? 0) - (was ?? 0)),
    0,
  );
}

/** Brier's score: the mean square of how far each probability was from the truth. */
export function brier(judged: readonly Judged[]): number {
  const errors = judged.map((one) => (one.verdict.automated - truth(one)) ** 2);
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function truth({ kind }: Judged): number {
  return kind === 'person' ? 0 : 1;
}
