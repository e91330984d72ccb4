import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPace } from '../sample-facts.ts';
import { latestSends, paceOf, saysTheSame, type Send } from '../../../core/provenance/pace.ts';

const MINUTE = 60_000;
const send = (index: number, at: number): Send => ({
  id: `s${index}`,
  at,
  tokens: 200,
  alone: false,
  lag: null,
});
const every = (gap: number, count: number, jitter = 0): Send[] =>
  Array.from({ length: count }, (_, index) =>
    // Golden steps: spread evenly, never in the same order as the index.
    send(index, 1.8e12 + index * gap + ((index * 0.618) % 1) * jitter),
  );

const someSends = fc
  .uniqueArray(fc.nat(400), { maxLength: 130 })
  .map((moments) => moments.map((moment, index) => send(index, moment * 1_000)));

describe('the pace of a stream', () => {
  it('rests on its 64 latest sends, in whatever order and in however many parts they come', () => {
    fc.assert(
      fc.property(someSends, fc.nat(), fc.integer({ min: 1, max: 9 }), (sends, seed, size) => {
        const shuffled = sends.toSorted(
          (a, b) => ((a.at * 7_919 + seed) % 1_009) - ((b.at * 7_919 + seed) % 1_009),
        );
        let known: Send[] = [];
        for (let from = 0; from < shuffled.length; from += size) {
          const some = shuffled.slice(from, from + size);
          known = latestSends(known, [...some, ...some]);
        }
        expect(known).toEqual(sends.toSorted((a, b) => a.at - b.at).slice(-64));
      }),
    );
  });

  it('is regular where a program keeps to a schedule, exactly or within a third of it', () => {
    for (const gap of [7 * MINUTE, 60 * MINUTE]) {
      for (const jitter of [0, gap / 3]) {
        for (const count of [8, 20, 64]) {
          expect(paceOf(every(gap, count, jitter))).toMatchObject({ regular: true });
        }
      }
    }
  });

  it('within a session is regular only where a timer keeps it, since people are steady there too', () => {
    // No usual period of the clock, which would tell by itself.
    const gap = 47_000;
    for (const count of [16, 20, 64]) {
      expect(paceOf(every(gap, count, gap / 100))).toMatchObject({ regular: true });
      expect(paceOf(every(gap, count, gap / 3))?.regular).not.toBe(true);
    }
    expect(paceOf(every(gap, 15))?.regular).not.toBe(true);
  });

  it('is nothing where sends are few, or come in one burst', () => {
    expect(paceOf(every(MINUTE, 7))).toBeNull();
    expect(paceOf(every(300, 30))?.regular).not.toBe(true);
  });

  it('is not regular for sizes alone', () => {
    const bursts = every(MINUTE, 30).map((one, index) => ({
      ...one,
      at: 1.8e12 + index ** 4 * 997,
    }));
    expect(paceOf(bursts)).toEqual({ regular: false, sameSize: true, alone: false });
  });

  it('tells of sends without anybody where they are four at least, and one in four', () => {
    const sends = (count: number, alone: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...send(index, 1.8e12 + index ** 3 * 997),
        tokens: 7 ** (index % 5),
        alone: index < alone,
      }));
    expect(paceOf(sends(16, 4))).toEqual({ regular: false, sameSize: false, alone: true });
    expect(paceOf(sends(8, 3))).toBeNull();
    expect(paceOf(sends(17, 4))).toBeNull();
  });

  it('counts among them what leaves in the midst of typing, but not what completes it', () => {
    const typing = (lagOf: (index: number) => number) =>
      Array.from({ length: 12 }, (_, index) => ({
        ...send(index, 1.8e12 + index ** 3 * 997),
        tokens: 7 ** (index % 5),
        lag: lagOf(index),
      }));
    expect(paceOf(typing((index) => 20 + ((index * 0.618) % 1) * 600))?.alone).toBe(true);
    expect(paceOf(typing((index) => 300 + (index % 5)))).toBeNull();
    expect(paceOf(typing((index) => index % 9))).toBeNull();
  });

  it('is the same evidence only where both of its lines are', () => {
    fc.assert(
      fc.property(anyPace, anyPace, (one, other) => {
        expect(saysTheSame(one, other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
