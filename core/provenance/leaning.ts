/**
 * What a person's corrections teach about one site: an offset to all that is judged there. Learned
 * on this device, from nothing but what they corrected.
 */
import * as z from 'zod/mini';

/** Fewer corrections teach nothing. */
export const ENOUGH_CORRECTIONS = 10;
/** Later ones count; so many at the most. */
export const MOST_CORRECTIONS = 200;
/** The prior's standard deviation, and how far an offset may go, in nats. */
const PRIOR = 1;
const MOST = 2;
const STEPS = 25;

/** One correction: what was judged, in nats, and what the person says. */
export interface Lesson {
  nats: number;
  automated: boolean;
}

export const Leaning = z.strictObject({
  /** Nats, positive towards a program. */
  offset: z.number().check(z.minimum(-MOST), z.maximum(MOST)),
  corrections: z.int().check(z.minimum(ENOUGH_CORRECTIONS), z.maximum(MOST_CORRECTIONS)),
});
export type Leaning = z.infer<typeof Leaning>;

/** What corrections have taught about a site. */
export interface SiteLeaning {
  site: string;
  /** Corrections up to this moment teach nothing any more; 0: all of them teach. */
  since: number;
  /** Null: too few to teach anything. */
  leaning: Leaning | null;
}

/**
 * The most likely offset, by logistic regression with the weights held fast; null where there is
 * too little to learn from. The same for the same lessons in any order.
 */
export function leaningOf(lessons: readonly Lesson[]): Leaning | null {
  if (lessons.length < ENOUGH_CORRECTIONS) return null;
  let offset = 0;
  for (let step = 0; step < STEPS; step += 1) {
    let slope = -offset / PRIOR ** 2;
    let curve = -1 / PRIOR ** 2;
    for (const { nats, automated } of lessons) {
      const chance = 1 / (1 + Math.exp(-nats - offset));
      slope += Number(automated) - chance;
      curve -= chance * (1 - chance);
    }
    offset -= Math.max(-1, Math.min(1, slope / curve));
  }
  const rounded = Math.round(Math.max(-MOST, Math.min(MOST, offset)) * 100) / 100;
  return { offset: rounded, corrections: lessons.length };
}
