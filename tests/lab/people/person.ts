/**
 * People, made up from published distributions: typing of 77,615 sessions (median interval p1/p50/p99
 * 97/152/265 ms, variation p1/p50 .40/.88) and 132,574 presses of 22 people (hold 89 to 102 ms, its
 * lowest thousandth 18 ms). Rollover follows from holds longer than intervals. They differ from each
 * other, and some are slow, fast, or do not type at all.
 */
import type { Chance } from '../chance.ts';

export interface Person {
  chance: Chance;
  /** Median time between keys, in ms. */
  interval: number;
  /** Of the logarithm of the intervals. */
  intervalSigma: number;
  /** Median hold, in ms. */
  hold: number;
  holdSigma: number;
  /** How often a letter goes wrong. */
  slips: number;
  /** How long an answer is looked at, in ms. */
  reading: number;
}

/** Everybody's own; one in eight types with one hand, one in eight very fast. */
export function personOf(chance: Chance): Person {
  const kind = chance.share();
  const interval = chance.lognormal(152, 0.21);
  const variation = Math.max(0.35, chance.lognormal(0.88, 0.34));
  return {
    chance,
    interval: kind < 0.125 ? interval * 2.6 : kind < 0.25 ? Math.min(interval, 95) : interval,
    intervalSigma: Math.sqrt(Math.log(1 + variation ** 2)),
    hold: chance.lognormal(95, 0.2),
    holdSigma: chance.between(0.2, 0.38),
    slips: chance.between(0, 0.06),
    reading: chance.lognormal(2_200, 0.6),
  };
}

/** In ms; no finger is shorter. */
export function holdOf({ chance, hold, holdSigma }: Person): number {
  return Math.max(18, chance.lognormal(hold, holdSigma));
}

/** In ms; pauses for thought included. */
export function intervalOf({ chance, interval, intervalSigma }: Person): number {
  return Math.min(2_500, Math.max(25, chance.lognormal(interval, intervalSigma)));
}
