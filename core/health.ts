/**
 * What could not be seen, in counts: an exchange we could not decode must not vanish silently.
 * The words for each reason are in the locale files.
 */
import * as z from 'zod/mini';
import { Instant, InteractionId, Origin } from './interaction.ts';

export const HealthReason = z.enum([
  /** The answer was not what its protocol promises. */
  'malformed',
  /** The answer was larger than we are willing to hold. */
  'too-large',
  /** The request's body could not be read, so its tokens are missing or estimated low. */
  'unreadable-request',
  /** Something in the page sent us what our own hook never sends. */
  'forged',
  /** More was waiting for the ledger than we are willing to hold. */
  'dropped',
  /** The recorder would not take a draft. */
  'refused',
]);
export type HealthReason = z.infer<typeof HealthReason>;

/**
 * So many of one reason in one page's life so far. Cumulative, so that a second delivery changes
 * nothing: the larger count wins.
 */
export const HealthNote = z.strictObject({
  page: InteractionId,
  site: Origin,
  reason: HealthReason,
  count: z.int().check(z.minimum(1), z.maximum(1_000_000)),
});
export type HealthNote = z.infer<typeof HealthNote>;

export const HealthEntry = z.extend(HealthNote, { firstAt: Instant, lastAt: Instant });
export type HealthEntry = z.infer<typeof HealthEntry>;

const DAY = 86_400_000;
/** Troubles count this long. */
export const HEALTH_WINDOW = 7 * DAY;

/** By how many bad answers have to outnumber the good ones before a site is said to have changed. */
const DRIFT = 3;
/** One page's notes say how many and from when to when; so many moments stand for all of them. */
const MAX_MOMENTS = 40;

export interface SiteHealth {
  site: string;
  /** When the latest exchange began that came to its proper end (ms since the epoch). */
  lastGood: number | null;
  /** What went wrong in the last 7 days, most first. */
  troubles: { reason: HealthReason; count: number }[];
  /** Since when its answers are mostly not what their protocol promises; null where they are. */
  changedSince: number | null;
}

/**
 * `good`: when exchanges of this site began that came to their proper end, in any order; `entries`
 * of other sites are passed over.
 */
export function siteHealth(
  site: string,
  good: readonly number[],
  entries: readonly HealthEntry[],
  now: number,
): SiteHealth {
  const own = entries.filter((entry) => entry.site === site && entry.lastAt >= now - HEALTH_WINDOW);
  const counts = new Map<HealthReason, number>();
  for (const { reason, count } of own) counts.set(reason, (counts.get(reason) ?? 0) + count);
  const malformed = own.filter(({ reason }) => reason === 'malformed');
  return {
    site,
    lastGood: good.length === 0 ? null : Math.max(...good),
    troubles: [...counts]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    changedSince: changedSince(good, malformed.flatMap(momentsOf)),
  };
}

/**
 * The moment since which bad answers outnumber good ones by most (a CUSUM change point), where that
 * is by enough and something good came before: an app that was never understood did not change.
 */
function changedSince(good: readonly number[], bad: readonly number[]): number | null {
  const moments = [
    ...good.map((at) => ({ at, score: -1 })),
    ...bad.map((at) => ({ at, score: 1 })),
  ].toSorted((a, b) => b.at - a.at || a.score - b.score);
  let sum = 0;
  let most = { sum: 0, at: 0 };
  for (const { at, score } of moments) {
    sum += score;
    if (sum > most.sum) most = { sum, at };
  }
  const before = good.some((at) => at < most.at);
  return most.sum >= DRIFT && before ? most.at : null;
}

function momentsOf({ count, firstAt, lastAt }: HealthEntry): number[] {
  const moments = Math.min(count, MAX_MOMENTS);
  if (moments === 1) return [lastAt];
  const step = (lastAt - firstAt) / (moments - 1);
  return Array.from({ length: moments }, (_, index) => Math.round(firstAt + index * step));
}
