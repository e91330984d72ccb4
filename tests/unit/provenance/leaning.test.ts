import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Leaning, leaningOf, type Lesson } from '../../../core/provenance/leaning.ts';

const lesson = fc.record({
  nats: fc.double({ min: -12, max: 12, noNaN: true }),
  automated: fc.boolean(),
});
const lessons = fc.array(lesson, { minLength: 10, maxLength: 60 });
const offsetOf = (some: readonly Lesson[]) => leaningOf(some)?.offset ?? NaN;

describe('what corrections teach', () => {
  it('is nothing before there are ten', () => {
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 9 }), (some) => {
        expect(leaningOf(some)).toBeNull();
      }),
    );
  });

  it('is within bounds, and the same in whatever order they were made', () => {
    fc.assert(
      fc.property(lessons, fc.nat(), (some, seed) => {
        const leaning = Leaning.parse(leaningOf(some));
        expect(leaning.corrections).toBe(some.length);
        const turned = [...some.slice(seed % some.length), ...some.slice(0, seed % some.length)];
        expect(leaningOf(turned.toReversed())?.offset).toBeCloseTo(leaning.offset, 1);
      }),
    );
  });

  it('leans the way the person says, and never the other way for being told more of the same', () => {
    fc.assert(
      fc.property(lessons, fc.nat(), (some, which) => {
        const asAll = (automated: boolean) => some.map(({ nats }) => ({ nats, automated }));
        expect(offsetOf(asAll(true))).toBeGreaterThanOrEqual(0);
        expect(offsetOf(asAll(false))).toBeLessThanOrEqual(0);
        const flipped = some.map((one, index) =>
          index === which % some.length ? { ...one, automated: true } : one,
        );
        expect(offsetOf(flipped)).toBeGreaterThanOrEqual(offsetOf(some));
      }),
    );
  });

  it('is little where the verdicts were right already', () => {
    const right = Array.from({ length: 20 }, (_, index) => ({
      nats: index % 2 === 0 ? 3 : -3,
      automated: index % 2 === 0,
    }));
    expect(Math.abs(offsetOf(right))).toBeLessThan(0.1);
  });
});
