import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionTo, joinAttention } from '../../../core/provenance/attention.ts';
import { AttentionFacts } from '../../../core/provenance/attention-facts.ts';
import { unseen } from '../sample.ts';

const facts = fc.record({
  visibleDuring: fc.nat(),
  visibleAfter: fc.nat(),
  scrolls: fc.nat(1_000),
  copies: fc.nat(1_000),
  followedUp: fc.boolean(),
});

describe('attention', () => {
  it.each([
    ['attended', { visibleDuring: 5_000 }, false],
    ['read-later', { visibleAfter: 5_000 }, false],
    ['read-later', { scrolls: 1 }, true],
    ['read-later', { copies: 1 }, false],
    ['read-later', { followedUp: true }, true],
    ['not-seen', { visibleAfter: 100 }, false],
    ['unread', { visibleAfter: 100 }, true],
  ] as const)('is %s with %o, its day over: %s', (attention, change, dayOver) => {
    expect(attentionTo({ ...unseen, ...change }, dayOver)).toBe(attention);
  });

  it('says nothing where the page could not tell', () => {
    expect(attentionTo(null, true)).toBe('not-seen');
  });

  it('is the same in whatever order, and however often, reports come', () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        const inOrder = joinAttention(joinAttention(a, b), c);
        expect(joinAttention(c, joinAttention(b, a))).toEqual(inOrder);
        expect(joinAttention(inOrder, a)).toEqual(inOrder);
        AttentionFacts.parse(inOrder);
      }),
    );
  });
});
