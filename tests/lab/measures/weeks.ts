/**
 * Weeks made up of what was recorded: one person's own interactions among those of two programs,
 * with so many automated, and tokens as uneven as people's are. How far off the figure is that the
 * popup would show for it.
 */
import { Chance } from '../chance.ts';
import type { Judged } from './judged.ts';

export const MIXES = [0, 10, 50, 90] as const;
export type Mix = (typeof MIXES)[number];

const WEEKS = 400;
const INTERACTIONS = 150;
const SEED = 20_261;
/** Of the logarithm of tokens: a tenth of all interactions then has almost half of the tokens. */
const TOKEN_SPREAD = 1;

export interface ShareError {
  /** Means over the weeks; all in percentage points. */
  mean: number;
  /** Not exceeded in 95 of 100 weeks. */
  p95: number;
  /** In how many weeks the true share lay within the interval shown, 0 to 1. */
  covered: number;
}

export function shareErrors(judged: readonly Judged[]): Record<Mix, ShareError> {
  const people = byActor(judged.filter(({ kind }) => kind === 'person'));
  const programs = byActor(judged.filter(({ kind }) => kind === 'program'));
  const errorsAt = (mix: Mix) => {
    const chance = new Chance(SEED + mix);
    return errorOf(Array.from({ length: WEEKS }, () => week(people, programs, mix / 100, chance)));
  };
  return { 0: errorsAt(0), 10: errorsAt(10), 50: errorsAt(50), 90: errorsAt(90) };
}

interface Week {
  /** Shares of tokens that are automated: in truth, and the ends of the interval shown. */
  truth: number;
  low: number;
  high: number;
}

function week(people: Judged[][], programs: Judged[][], automated: number, chance: Chance): Week {
  const person = chance.pick(people);
  const tools = [chance.pick(programs), chance.pick(programs)].flat();
  let [all, truth, low, high] = [0, 0, 0, 0];
  for (let count = 0; count < INTERACTIONS; count += 1) {
    const { kind, verdict } = chance.pick(chance.share() < automated ? tools : person);
    const tokens = chance.lognormal(1_500, TOKEN_SPREAD);
    all += tokens;
    if (kind === 'program') truth += tokens;
    if (verdict.class === 'automated') low += tokens;
    if (verdict.class === 'automated' || verdict.class === 'unclear') high += tokens;
  }
  return { truth: truth / all, low: low / all, high: high / all };
}

/** The figure is the middle of the interval. */
function errorOf(weeks: readonly Week[]): ShareError {
  const errors = weeks.map(({ truth, low, high }) => 100 * Math.abs((low + high) / 2 - truth));
  const sorted = errors.toSorted((a, b) => a - b);
  const covering = weeks.filter(({ truth, low, high }) => low <= truth && truth <= high);
  return {
    mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    p95: sorted[Math.floor(0.95 * sorted.length)] ?? 0,
    covered: covering.length / weeks.length,
  };
}

function byActor(judged: readonly Judged[]): Judged[][] {
  return [...Map.groupBy(judged, ({ actor }) => actor).values()];
}
