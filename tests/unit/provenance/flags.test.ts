import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import { flagsOf } from '../../../core/provenance/flags.ts';
import { judge } from '../../../core/provenance/judge.ts';
import { typedSignals, unseen } from '../sample.ts';
import { anyContext } from '../sample-facts.ts';

describe('flags', () => {
  it('call an answer unread only once its day is over and nobody looked', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const { attention, dayOver } = context;
        const looked =
          attention === null ||
          attention.visibleDuring >= 2_000 ||
          attention.visibleAfter >= 2_000 ||
          attention.scrolls + attention.copies > 0 ||
          attention.followedUp;
        expect(flagsOf(context).includes('unread')).toBe(dayOver && !looked);
      }),
    );
  });

  it('call a prompt repeated for being nearly the same, not for being of one template', () => {
    const flagged = (repetition: 'near-duplicate' | 'same-template' | 'fresh' | null) =>
      flagsOf({ ...NO_CONTEXT, repetition });
    expect(flagged('near-duplicate')).toEqual(['repeated']);
    for (const other of ['same-template', 'fresh', null] as const)
      expect(flagged(other)).toEqual([]);
  });

  it('leave a typed prompt hands-on', () => {
    const context = { ...NO_CONTEXT, attention: unseen, dayOver: true } as const;
    const facts = { signals: typedSignals, context, parent: null, leaning: null };
    expect(judge(facts).class).toBe('hands-on');
    expect(flagsOf({ ...context, repetition: 'near-duplicate' })).toEqual(['unread', 'repeated']);
  });
});
