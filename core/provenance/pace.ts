/** The pace of a stream of sends: what its latest ones say together of each of them. */
import * as z from 'zod/mini';
import { phaseChance, sizeRegularity, timeRegularity } from './regularity.ts';

/** Sends looked at together. */
const WINDOW = 64;
/**
 * From here on a stream is as regular as no person's was. Over hours and days: p95 of people is .39
 * in simulation. Within a session they are steadier, and with few sends by chance as steady as a
 * timer: up to .95 with eight in the laboratory.
 */
const REGULAR = 0.7;
const REGULAR_IN_SESSION = 0.95;
const ENOUGH_IN_SESSION = 16;
/** Sends that follow each other within this, at the median, are one session's, in ms. */
const SESSION_GAP = 5 * 60 * 1_000;
/** Less likely than this by chance. */
const PHASE_CHANCE = 1e-4;
/** People's answers differ in length far more; scripts ask the same thing. */
const SAME_SIZE = 0.9;
/** Sends that follow each other faster are one burst, not a schedule. Median gap, in ms. */
const BURST = 1_000;
/** So many that nobody sent, and one in so many, are no oddity of one app or one moment. */
const ENOUGH_ALONE = 4;
const ONE_IN = 4;
/**
 * Apps that complete what is being typed ask a fixed time after a key, or at once. Spread of these
 * times, as a share of their median, and a median, in ms.
 */
const STEADY_LAG = 0.15;
const AT_ONCE = 30;

export const Pace = z.strictObject({
  /** They come at a regular pace, or keep to the clock. */
  regular: z.boolean(),
  /** Their answers are of one size. */
  sameSize: z.boolean(),
  /** Many of them left with nobody at the keys, or in the midst of whatever was typed. */
  alone: z.boolean(),
});
export type Pace = z.infer<typeof Pace>;

/**
 * One send. `at` in ms since the epoch, `tokens` of its answer; `alone` where no input went before
 * it; `lag`, in ms since the latest key, where it left in the midst of typing.
 */
export interface Send {
  id: string;
  at: number;
  tokens: number;
  alone: boolean;
  lag: number | null;
}

/** The latest `WINDOW` of both, oldest first; the same in whatever order they come. */
export function latestSends(known: readonly Send[], more: readonly Send[]): Send[] {
  const byId = new Map([...known, ...more].map((send) => [send.id, send]));
  return [...byId.values()]
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .slice(-WINDOW);
}

/** Null where they show no pattern. `sends`: oldest first. */
export function paceOf(sends: readonly Send[]): Pace | null {
  const moments = sends.map(({ at }) => at);
  const regular = isRegular(moments) || (phaseChance(moments) ?? 1) < PHASE_CHANCE;
  const size = sizeRegularity(sends.map(({ tokens }) => tokens)) ?? 0;
  const sameSize = size >= SAME_SIZE;
  const unsent = sends.filter((send) => send.alone).length + scatteredIn(sends);
  const alone = unsent >= ENOUGH_ALONE && unsent * ONE_IN >= sends.length;
  return regular || sameSize || alone ? { regular, sameSize, alone } : null;
}

/** Whether two paces are evidence for the same. */
export function saysTheSame(one: Pace | null, other: Pace | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.regular === other.regular && one.sameSize === other.sameSize && one.alone === other.alone
  );
}

/** How many left in the midst of typing, with no fixed time after a key. */
function scatteredIn(sends: readonly Send[]): number {
  const lags = sends.flatMap(({ lag }) => lag ?? []);
  if (lags.length < ENOUGH_ALONE) return 0;
  const middle = median(lags);
  const spread = median(lags.map((lag) => Math.abs(lag - middle)));
  return middle <= AT_ONCE || spread <= middle * STEADY_LAG ? 0 : lags.length;
}

function isRegular(moments: readonly number[]): boolean {
  const gap = medianGap(moments);
  if (gap < BURST) return false;
  const regularity = timeRegularity(moments) ?? 0;
  if (gap >= SESSION_GAP) return regularity >= REGULAR;
  return moments.length >= ENOUGH_IN_SESSION && regularity >= REGULAR_IN_SESSION;
}

/** `moments`: oldest first, two at least. */
function medianGap(moments: readonly number[]): number {
  return median(moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment)));
}

/** The upper one of two in the middle. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
