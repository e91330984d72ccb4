/**
 * How regular a stream of sends is, in time and in size: programs keep to schedules, people do not.
 * The score is that of RITA's beacon analysis: how symmetric the gaps lie around their median, and
 * how close to it. Unlike the plain variation it also finds a schedule that rests at night.
 */

/** Fewer sends show no pattern. */
const ENOUGH_SENDS = 8;

/**
 * Where quartiles are this close together, as a share of the median, they say nothing of symmetry:
 * a busy machine's timers are as late.
 */
const STEADY = 0.05;

/** 0 is no pattern, 1 the same gap every time; null under `ENOUGH_SENDS`. `moments`: ms, any order. */
export function timeRegularity(moments: readonly number[]): number | null {
  if (moments.length < ENOUGH_SENDS) return null;
  return evenness(gapsOf(moments));
}

/** 0 is no pattern, 1 the same size every time; null under `ENOUGH_SENDS`. */
export function sizeRegularity(tokens: readonly number[]): number | null {
  return tokens.length < ENOUGH_SENDS ? null : evenness(tokens);
}

function evenness(values: readonly number[]): number | null {
  const sorted = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  if (sorted.length < ENOUGH_SENDS - 1) return null;
  const middle = quantile(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - middle)).toSorted((a, b) => a - b);
  const spread = Math.max(0, (middle - quantile(deviations, 0.5)) / middle);
  return (1 - Math.abs(bowleySkew(sorted, middle)) + spread) / 2;
}

function bowleySkew(sorted: readonly number[], middle: number): number {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  if (high - low < STEADY * middle || middle === low || middle === high) return 0;
  return (high + low - 2 * middle) / (high - low);
}

const MINUTE = 60_000;
/** Never a day: people score on it. */
const PERIODS = [1, 2, 5, 10, 15, 30, 60, 120].map((minutes) => minutes * MINUTE);
/** More sends than this in one period are no schedule of that period. */
const PER_PERIOD = 1.5;

/**
 * How unlikely it is that sends of nobody's schedule fall so close to one phase of a usual period,
 * as a probability, corrected for the number of periods: Rayleigh's test. Finds schedules whose
 * sends are shifted each time but keep to the clock. Null where there is too little to say.
 */
export function phaseChance(moments: readonly number[]): number | null {
  if (moments.length < ENOUGH_SENDS) return null;
  const first = Math.min(...moments);
  const span = Math.max(...moments) - first;
  const chances = PERIODS.flatMap((period) => {
    const periods = span / period;
    if (periods < ENOUGH_SENDS - 1 || moments.length > periods * PER_PERIOD) return [];
    return [rayleigh(moments.map((moment) => (2 * Math.PI * (moment - first)) / period))];
  });
  return chances.length === 0 ? null : Math.min(1, Math.min(...chances) * PERIODS.length);
}

/** Probability of phases at least as close together, were they spread evenly; in radians. */
function rayleigh(phases: readonly number[]): number {
  const sum = (of: (phase: number) => number) =>
    phases.reduce((total, phase) => total + of(phase), 0);
  const count = phases.length;
  const z = (sum(Math.cos) ** 2 + sum(Math.sin) ** 2) / count;
  const chance = Math.exp(-z) * (1 + (2 * z - z * z) / (4 * count));
  return Math.max(0, Math.min(1, chance));
}

function gapsOf(moments: readonly number[]): number[] {
  const sorted = moments.toSorted((a, b) => a - b);
  return sorted.slice(1).map((moment, index) => moment - (sorted[index] ?? moment));
}

/** Linear between the two nearest. `sorted` ascending, not empty. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)] ?? 0;
  return lower + ((sorted[Math.ceil(place)] ?? lower) - lower) * (place % 1);
}
