/**
 * What could not be seen, in counts: an exchange we could not decode must not vanish silently.
 * The words for each reason are in the locale files.
 */
import * as z from 'zod/mini';
import { Instant, InteractionId, Origin } from './interaction.ts';

export const HealthReason = z.enum([
  /** The answer was not what its protocol promises. */
  'malformed',
  /** The answer was larger than we are willing to hold. */
  'too-large',
  /** The request's body could not be read, so its tokens are missing or estimated low. */
  'unreadable-request',
  /** Something in the page sent us what our own hook never sends. */
  'forged',
  /** More was waiting for the ledger than we are willing to hold. */
  'dropped',
  /** The recorder would not take a draft. */
  'refused',
]);
export type HealthReason = z.infer<typeof HealthReason>;

/**
 * So many of one reason in one page's life so far. Cumulative, so that a second delivery changes
 * nothing: the larger count wins.
 */
export const HealthNote = z.strictObject({
  page: InteractionId,
  site: Origin,
  reason: HealthReason,
  count: z.int().check(z.minimum(1), z.maximum(1_000_000)),
});
export type HealthNote = z.infer<typeof HealthNote>;

export const HealthEntry = z.extend(HealthNote, { firstAt: Instant, lastAt: Instant });
export type HealthEntry = z.infer<typeof HealthEntry>;
