import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upperBound, wilson } from '../../lab/measures/bounds.ts';

const counts = fc
  .integer({ min: 1, max: 2_000 })
  .chain((of) => fc.record({ found: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));

describe('bounds', () => {
  it('say one per cent for none of 300, and less for more', () => {
    expect(upperBound(0, 300)).toBeCloseTo(0.00994, 5);
    expect(upperBound(0, 298)).toBeGreaterThan(0.01);
    expect(upperBound(0, 420)).toBeLessThan(0.0072);
  });

  it('agree with published values', () => {
    // Clopper and Pearson's table: 2 of 50, one-sided 95 %.
    expect(upperBound(2, 50)).toBeCloseTo(0.1206, 4);
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('hold what was counted between them, always', () => {
    fc.assert(
      fc.property(counts, ({ found, of }) => {
        const { low, high } = wilson(found, of);
        expect(low).toBeLessThanOrEqual(found / of + 1e-12);
        expect(high).toBeGreaterThanOrEqual(found / of - 1e-12);
        expect(upperBound(found, of)).toBeGreaterThanOrEqual(found / of);
      }),
    );
  });
});
