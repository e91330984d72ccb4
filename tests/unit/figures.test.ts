import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, sharePercent } from '../../core/figures.ts';
import { tokensOf } from '../../core/interaction.ts';
import { addRollups, countedClass, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';
import { anyInteraction } from './sample.ts';

/** Roll-ups as the ledger keeps them: one for each key. */
function rollUp(rollups: readonly Rollup[]): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (const rollup of rollups) {
    const key = rollupKey(rollup).join(' ');
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
  }
  return [...sums.values()];
}

describe('figures', () => {
  it('are the same from roll-ups as from the interactions themselves', () => {
    fc.assert(
      fc.property(fc.array(anyInteraction), (interactions) => {
        const figures = figuresOf(rollUp(interactions.map(rollupOf)));
        const sum = (of: typeof interactions) =>
          of.reduce((total, { usage }) => total + tokensOf(usage), 0);
        expect(figures.total).toEqual({
          tokens: sum(interactions),
          interactions: interactions.length,
        });
        for (const verdictClass of ['hands-on', 'delegated', 'automated', 'unclear'] as const) {
          const own = interactions.filter((one) => countedClass(one) === verdictClass);
          expect(figures.byClass[verdictClass]).toEqual({
            tokens: sum(own),
            interactions: own.length,
          });
        }
        for (const site of figures.bySite) {
          const own = interactions.filter((one) => one.site === site.site);
          expect(site).toMatchObject({ tokens: sum(own), interactions: own.length });
        }
        expect(figures.bySite.reduce((total, { tokens }) => total + tokens, 0)).toBe(
          figures.total.tokens,
        );
      }),
    );
  });

  it('show the share as an interval that counts unclear tokens both ways', () => {
    fc.assert(
      fc.property(fc.array(anyInteraction), (interactions) => {
        const { share, byClass, total } = figuresOf(interactions.map(rollupOf));
        if (total.tokens === 0) {
          expect(share).toBeNull();
          return;
        }
        if (share === null) throw new Error('there are tokens, so there is a share');
        expect(share.high - share.low).toBeCloseTo(byClass.unclear.tokens / total.tokens, 9);
        const { low, high } = sharePercent(share);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
        if (low === high) expect(Math.abs(low / 100 - share.low)).toBeLessThanOrEqual(0.01);
        else expect(low / 100 <= share.low && share.high <= high / 100).toBe(true);
      }),
    );
  });

  it('never say all or nothing where it is not', () => {
    expect(sharePercent({ low: 0.999, high: 0.999 })).toEqual({ low: 99, high: 99 });
    expect(sharePercent({ low: 0.001, high: 0.001 })).toEqual({ low: 1, high: 1 });
    expect(sharePercent({ low: 1, high: 1 })).toEqual({ low: 100, high: 100 });
    expect(sharePercent({ low: 0, high: 0 })).toEqual({ low: 0, high: 0 });
    expect(sharePercent({ low: 0.621, high: 0.738 })).toEqual({ low: 62, high: 74 });
  });
});
