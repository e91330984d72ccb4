/**
 * What is known of an interaction beyond its own page's input: how it stands to others, and what
 * became of its answer. It grows as evidence arrives, and is the same in whatever order.
 */
import * as z from 'zod/mini';
import { AttentionFacts } from './attention-facts.ts';
import { Pace } from './pace.ts';

export const Context = z.strictObject({
  /** The stream of its conversation, or of its site's model where the wire names none. */
  conversationPace: z.nullable(Pace),
  /** The stream of prompts like its own. */
  promptPace: z.nullable(Pace),
  /** Null: too short to compare. */
  repetition: z.nullable(z.enum(['near-duplicate', 'same-template', 'fresh'])),
  attention: z.nullable(AttentionFacts),
  /** Whether the answer has been there for its day. */
  dayOver: z.boolean(),
});
export type Context = z.infer<typeof Context>;

export const NO_CONTEXT: Context = {
  conversationPace: null,
  promptPace: null,
  repetition: null,
  attention: null,
  dayOver: false,
};
