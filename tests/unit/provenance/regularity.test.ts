import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  phaseChance,
  sizeRegularity,
  timeRegularity,
} from '../../../core/provenance/regularity.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Small, and the same on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Somebody's weeks: sessions in office hours, sends minutes apart, now and then a long break. */
function person(seed: number): number[] {
  const next = random(seed);
  const moments: number[] = [];
  for (let day = 0; day < 5; day += 1) {
    let at = day * DAY + (8.5 + next()) * 60 * MINUTE;
    while (at < day * DAY + 17.5 * 60 * MINUTE) {
      moments.push(at);
      const pause = next() < 0.15 ? 60 : 3;
      at += -Math.log(1 - next()) * pause * MINUTE + 5_000;
    }
  }
  return moments;
}

const everyMinutes = (minutes: number, count: number) =>
  Array.from({ length: count }, (_, index) => index * minutes * MINUTE);

describe('regularity', () => {
  it('finds schedules, also such as rest at night', () => {
    const office = everyMinutes(15, 400).filter((at) => at % DAY > 8 * 60 * MINUTE);
    expect(timeRegularity(everyMinutes(10, 20))).toBe(1);
    expect(timeRegularity(office)).toBeGreaterThanOrEqual(0.95);
  });

  it('calls hardly anybody’s weeks a schedule', () => {
    const people = Array.from({ length: 300 }, (_, seed) => person(seed + 1));
    const scores = people.map((moments) => timeRegularity(moments) ?? 0).toSorted((a, b) => a - b);
    expect(scores[Math.floor(scores.length * 0.95)]).toBeLessThan(0.6);
    expect(scores.at(-1)).toBeLessThan(0.7);
    const phases = people.filter((moments) => (phaseChance(moments) ?? 1) < 1e-4);
    expect(phases).toHaveLength(0);
  });

  it('finds a schedule whose sends are shifted each time but keep to the clock', () => {
    const next = random(7);
    const moments = everyMinutes(30, 40).map((at) => at + next() * 8 * MINUTE);
    expect(phaseChance(moments)).toBeLessThan(1e-4);
  });

  it('finds the same size every time', () => {
    expect(sizeRegularity(Array.from({ length: 12 }, () => 840))).toBe(1);
    expect(sizeRegularity([120, 3_000, 45, 900, 60, 2_200, 310, 15, 700])).toBeLessThan(0.7);
  });

  it('says nothing of few sends, and always the same of the same in any order', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 30 * DAY }), { maxLength: 60 });
    fc.assert(
      fc.property(moments, (list) => {
        const reversed = list.toReversed();
        for (const measure of [timeRegularity, phaseChance]) {
          const value = measure(list);
          if (list.length < 8) expect(value).toBeNull();
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(measure(reversed)).toBeCloseTo(value, 9);
        }
      }),
    );
  });
});
