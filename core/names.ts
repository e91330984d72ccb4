/**
 * Names as models and tools carry them. Apart from the schemas, because pages need the check and
 * none of the rest.
 */

/** It has no blanks, so no sentence fits. */
export const NAME = /^[\w.:/@+#~-]{1,120}$/;

/** The name as it stands where it is one, otherwise null: pages may put anything there. */
export function nameOrNull(candidate: unknown): string | null {
  return typeof candidate === 'string' && NAME.test(candidate) ? candidate : null;
}
