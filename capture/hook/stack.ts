/** Takes our own lines out of the stack of an error that passes through us to the page. */

/** This script's address, as engines write it into stacks; empty where they do not. */
const OURS = /[a-z-]+-extension:\/\/[^\s)]+?\.js/.exec(new Error().stack ?? '')?.[0] ?? '';

/** The same error. */
export function withoutOurFrames<Reason>(reason: Reason): Reason {
  if (OURS === '' || !(reason instanceof Error)) return reason;
  const { stack } = reason;
  if (typeof stack === 'string' && stack.includes(OURS)) {
    reason.stack = stack
      .split('\n')
      .filter((line) => !line.includes(OURS))
      .join('\n');
  }
  return reason;
}
