import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Change, changeBetween } from '../../../core/provenance/change.ts';
import { judge } from '../../../core/provenance/judge.ts';
import { anyContext, anySignals } from '../sample-facts.ts';

const anyVerdict = fc
  .tuple(anySignals, anyContext)
  .map(([signals, context]) => judge({ signals, context, parent: null, leaning: null }));
const idsOf = ({ evidence }: { evidence: readonly { id: string }[] }) =>
  evidence.map(({ id }) => id);

describe('what became of a verdict', () => {
  it('names the class before, and exactly what was gained and lost', () => {
    fc.assert(
      fc.property(anyVerdict, anyVerdict, (before, after) => {
        const change = changeBetween(before, after, null);
        if (before.class === after.class) {
          expect(change).toBeNull();
          return;
        }
        const { from, gained, lost } = Change.parse(change);
        expect(from).toBe(before.class);
        const kept = idsOf(before).filter((id) => !lost.some((one) => one === id));
        expect([...kept, ...gained].toSorted()).toEqual(idsOf(after).toSorted());
      }),
    );
  });

  it('stays what it was while the class does', () => {
    fc.assert(
      fc.property(anyVerdict, anyVerdict, (before, after) => {
        const earlier: Change = { from: 'unclear', gained: ['keeps-a-schedule'], lost: [] };
        const change = changeBetween(before, { ...after, class: before.class }, earlier);
        expect(change).toBe(earlier);
      }),
    );
  });
});
