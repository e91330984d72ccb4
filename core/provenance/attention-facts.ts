/** What a page sees of whether anybody looks at an answer. Dwell shows that it was shown, not read. */
import * as z from 'zod/mini';
import { MAX_COUNT } from '../limits.ts';

const Milliseconds = z.number().check(z.minimum(0), z.maximum(1e12));

/** What was seen of one answer so far; counts and times only grow. */
export const AttentionFacts = z.strictObject({
  /**
   * How long the page was visible while the answer came, and somebody there: keys, pointer or
   * wheel stirred within the last minute.
   */
  visibleDuring: Milliseconds,
  /** The same with the answer done. */
  visibleAfter: Milliseconds,
  /** Scrolls and copies in the page, with the answer done. */
  scrolls: z.int().check(z.minimum(0), z.maximum(MAX_COUNT)),
  copies: z.int().check(z.minimum(0), z.maximum(MAX_COUNT)),
  /** Whether the person went on with the conversation by hand. */
  followedUp: z.boolean(),
});
export type AttentionFacts = z.infer<typeof AttentionFacts>;
