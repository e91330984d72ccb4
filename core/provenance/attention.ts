/** Whether anybody looked at an answer. Dwell shows that it was shown, not that it was read. */
import * as z from 'zod/mini';

const Milliseconds = z.number().check(z.minimum(0), z.maximum(1e12));

/** What was seen of one answer so far; counts and times only grow. */
export const AttentionFacts = z.strictObject({
  /** How long the page was visible while the answer came. */
  visibleDuring: Milliseconds,
  /** How long it was visible with the answer done. */
  visibleAfter: Milliseconds,
  scrolls: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  copies: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  /** Whether the person went on with the conversation by hand. */
  followedUp: z.boolean(),
});
export type AttentionFacts = z.infer<typeof AttentionFacts>;

export type Attention = 'attended' | 'read-later' | 'unread' | 'not-seen';

/** So long an answer may still be read before it is called unread, in ms. */
export const ATTENTION_DAY = 24 * 60 * 60 * 1_000;
/** A glance at the wrong tab is shorter. */
const GLANCE = 2_000;

/**
 * `age`: since the answer was over, in ms. Null facts: the page could not tell, as after a crash.
 * Unread takes its day; until then nothing is said.
 */
export function attentionTo(facts: AttentionFacts | null, age: number): Attention {
  if (facts === null) return 'not-seen';
  if (facts.visibleDuring >= GLANCE) return 'attended';
  const { visibleAfter, scrolls, copies, followedUp } = facts;
  if (visibleAfter >= GLANCE || scrolls > 0 || copies > 0 || followedUp) return 'read-later';
  return age >= ATTENTION_DAY ? 'unread' : 'not-seen';
}

/** What two reports of one answer say together; the same in any order and however often. */
export function joinAttention(one: AttentionFacts, other: AttentionFacts): AttentionFacts {
  return {
    visibleDuring: Math.max(one.visibleDuring, other.visibleDuring),
    visibleAfter: Math.max(one.visibleAfter, other.visibleAfter),
    scrolls: Math.max(one.scrolls, other.scrolls),
    copies: Math.max(one.copies, other.copies),
    followedUp: one.followedUp || other.followedUp,
  };
}
