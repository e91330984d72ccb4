/** What became of an earlier verdict, and why: so that nobody finds a figure changed in silence. */
import * as z from 'zod/mini';
import { type Evidence, EvidenceId, type Verdict, VerdictClass } from './verdict.ts';

export const Change = z.strictObject({
  /** The class before. */
  from: VerdictClass,
  /** What was not known then. */
  gained: z.array(EvidenceId).check(z.maxLength(20)),
  /** What was said then and holds no more. */
  lost: z.array(EvidenceId).check(z.maxLength(20)),
});
export type Change = z.infer<typeof Change>;

/** `earlier`: the change that led to `before`. It stays where the class does. */
export function changeBetween(
  before: Verdict,
  after: Verdict,
  earlier: Change | null,
): Change | null {
  if (before.class === after.class) return earlier;
  return {
    from: before.class,
    gained: without(after.evidence, before.evidence),
    lost: without(before.evidence, after.evidence),
  };
}

function without(some: readonly Evidence[], others: readonly Evidence[]): EvidenceId[] {
  return some.filter(({ id }) => others.every((other) => other.id !== id)).map(({ id }) => id);
}
