import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTENTION_DAY,
  AttentionFacts,
  attentionTo,
  joinAttention,
} from '../../../core/provenance/attention.ts';

const NONE: AttentionFacts = {
  visibleDuring: 0,
  visibleAfter: 0,
  scrolls: 0,
  copies: 0,
  followedUp: false,
};

const facts = fc.record({
  visibleDuring: fc.nat(),
  visibleAfter: fc.nat(),
  scrolls: fc.nat(1_000),
  copies: fc.nat(1_000),
  followedUp: fc.boolean(),
});

describe('attention', () => {
  it.each([
    ['attended', { visibleDuring: 5_000 }, 0],
    ['read-later', { visibleAfter: 5_000 }, 0],
    ['read-later', { scrolls: 1 }, 2 * ATTENTION_DAY],
    ['read-later', { copies: 1 }, 0],
    ['read-later', { followedUp: true }, 0],
    ['not-seen', { visibleAfter: 100 }, ATTENTION_DAY - 1],
    ['unread', { visibleAfter: 100 }, ATTENTION_DAY],
  ] as const)('is %s with %o', (attention, change, age) => {
    expect(attentionTo({ ...NONE, ...change }, age)).toBe(attention);
  });

  it('says nothing where the page could not tell', () => {
    expect(attentionTo(null, 10 * ATTENTION_DAY)).toBe('not-seen');
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
