/** Whether anybody looked at an answer. */
import type { AttentionFacts } from './attention-facts.ts';

export type Attention = 'attended' | 'read-later' | 'unread' | 'not-seen';

/** So long an answer may still be read before it is called unread, in ms. */
export const ATTENTION_DAY = 24 * 60 * 60 * 1_000;
/** A glance at the wrong tab is shorter. */
const GLANCE = 2_000;

/**
 * `dayOver`: whether the answer has been there for its day; until then nothing is unread. Null
 * facts: the page could not tell, as after a crash.
 */
export function attentionTo(facts: AttentionFacts | null, dayOver: boolean): Attention {
  if (facts === null) return 'not-seen';
  if (facts.visibleDuring >= GLANCE) return 'attended';
  const { visibleAfter, scrolls, copies, followedUp } = facts;
  if (visibleAfter >= GLANCE || scrolls > 0 || copies > 0 || followedUp) return 'read-later';
  return dayOver ? 'unread' : 'not-seen';
}

/** What two reports of one answer say together; the same in any order and however often. */
export function joinAttention(
  one: AttentionFacts | null,
  other: AttentionFacts | null,
): AttentionFacts | null {
  if (one === null || other === null) return one ?? other;
  return {
    visibleDuring: Math.max(one.visibleDuring, other.visibleDuring),
    visibleAfter: Math.max(one.visibleAfter, other.visibleAfter),
    scrolls: Math.max(one.scrolls, other.scrolls),
    copies: Math.max(one.copies, other.copies),
    followedUp: one.followedUp || other.followedUp,
  };
}
