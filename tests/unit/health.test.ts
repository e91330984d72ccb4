import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HEALTH_WINDOW,
  type HealthEntry,
  type HealthReason,
  siteHealth,
} from '../../core/health.ts';
import { sampleId } from './sample.ts';

const SITE = 'https://chat.corp.example';
const NOW = 1.8e12;
const HOUR = 3_600_000;

const entry = (
  reason: HealthReason,
  count: number,
  firstAt: number,
  lastAt = firstAt,
): HealthEntry => ({ page: sampleId(), site: SITE, reason, count, firstAt, lastAt });

const hoursAgo = (...hours: number[]) => hours.map((hour) => NOW - hour * HOUR);

const within = fc.integer({ min: NOW - HEALTH_WINDOW, max: NOW });
const anyGood = fc.array(fc.integer({ min: NOW - 3 * HEALTH_WINDOW, max: NOW }), { maxLength: 30 });
const anyEntry = fc
  .record({
    reason: fc.constantFrom('malformed', 'too-large', 'unreadable-request', 'refused'),
    count: fc.integer({ min: 1, max: 60 }),
    times: fc.tuple(within, within),
  } as const)
  .map(({ reason, count, times }) => entry(reason, count, Math.min(...times), Math.max(...times)));
const anyEntries = fc.array(anyEntry, { maxLength: 8 });
const since = (good: number[], entries: HealthEntry[]) =>
  siteHealth(SITE, good, entries, NOW).changedSince;

describe('the health of a site', () => {
  it('says when something last came well, and what did not in the last week', () => {
    const entries = [
      entry('malformed', 2, NOW - HOUR),
      entry('too-large', 5, NOW - 2 * HOUR),
      entry('malformed', 1, NOW - 3 * HOUR),
      entry('refused', 9, NOW - HEALTH_WINDOW - 1),
      { ...entry('forged', 4, NOW), site: 'https://other.example' },
    ];
    expect(siteHealth(SITE, hoursAgo(5, 2, 9), entries, NOW)).toEqual({
      site: SITE,
      lastGood: NOW - 2 * HOUR,
      troubles: [
        { reason: 'too-large', count: 5 },
        { reason: 'malformed', count: 3 },
      ],
      changedSince: null,
    });
    expect(siteHealth(SITE, [], [], NOW)).toMatchObject({ lastGood: null, troubles: [] });
  });

  it('notices that an app changed, and since when', () => {
    const good = hoursAgo(90, 80, 70, 60, 50);
    expect(since(good, [entry('malformed', 4, NOW - 40 * HOUR, NOW)])).toBe(NOW - 40 * HOUR);
    // One good answer in between does not make it well.
    const mixed = [...good, NOW - 20 * HOUR];
    expect(since(mixed, [entry('malformed', 9, NOW - 40 * HOUR, NOW)])).toBe(NOW - 40 * HOUR);
  });

  it('takes a bad day that is over for a bad day', () => {
    const good = hoursAgo(90, 80, 20, 15, 10, 5, 1);
    expect(since(good, [entry('malformed', 5, NOW - 60 * HOUR, NOW - 50 * HOUR)])).toBeNull();
  });

  it('speaks of no change where nothing is wrong, or nothing was ever understood', () => {
    fc.assert(
      fc.property(anyGood, anyEntries, (good, entries) => {
        expect(since([], entries)).toBeNull();
        expect(since(good, [])).toBeNull();
        const others = entries.filter(({ reason }) => reason !== 'malformed');
        expect(since(good, others)).toBeNull();
      }),
    );
  });

  it('dates a change to a bad answer with a good one before, and bad ones mostly after', () => {
    fc.assert(
      fc.property(anyGood, anyEntries, (good, entries) => {
        const changed = since(good, entries);
        if (changed === null) return;
        const bad = entries.filter(({ reason }) => reason === 'malformed');
        expect(bad.some(({ firstAt, lastAt }) => firstAt <= changed && changed <= lastAt)).toBe(
          true,
        );
        expect(good.some((at) => at < changed)).toBe(true);
        const goodAfter = good.filter((at) => at > changed).length;
        const badAfter = bad
          .filter(({ lastAt }) => lastAt >= changed)
          .reduce((sum, { count }) => sum + count, 0);
        expect(badAfter).toBeGreaterThan(goodAfter);
      }),
    );
  });

  it('does not depend on the order in which things are told', () => {
    fc.assert(
      fc.property(anyGood, anyEntries, (good, entries) => {
        expect(siteHealth(SITE, good.toReversed(), entries.toReversed(), NOW)).toEqual(
          siteHealth(SITE, good, entries, NOW),
        );
      }),
    );
  });

  it('forgets a change once as much is good again, and keeps it while more goes wrong', () => {
    fc.assert(
      fc.property(anyGood, anyEntries, (good, entries) => {
        const count = entries.reduce((sum, one) => sum + one.count, 0);
        const recovered = Array.from({ length: count }, () => NOW + 1);
        expect(since([...good, ...recovered], entries)).toBeNull();
        if (since(good, entries) === null) return;
        expect(since(good, [...entries, entry('malformed', 1, NOW)])).not.toBeNull();
      }),
    );
  });
});
