/** Takes our own lines out of the stack of an error that passes through us to the page. */
import { apply, defineProperty, ErrorOfPage, matchOf, split, whenSettled } from './natives.ts';

/** `at name (place:1:2)`, `at place:1:2` or `name@place:1:2`. */
const PLACE = /(?:@|\(|at )([^@(\s]+):\d+:\d+\)?$/m;
const FIREFOX_PLACE = /@(.+):(\d+):(\d+)$/m;

/** This script, as the engine writes it into stacks. */
const OURS = PLACE.exec(new Error().stack ?? '')?.[1] ?? '';

const isOurs = (line: string): boolean => matchOf(PLACE, line)?.[1] === OURS;

/** The same error. */
export function withoutOurFrames<Reason>(reason: Reason): Reason {
  if (reason instanceof ErrorOfPage) {
    try {
      clean(reason);
    } catch {
      // Frozen, or a stack that is none: it goes on as it came.
    }
  }
  return reason;
}

function clean(error: Error): void {
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const lines = split(stack, '\n');
  let kept = '';
  let removed = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isOurs(line)) removed = true;
    else kept += index === 0 || kept === '' ? line : `\n${line}`;
  }
  if (!removed) return;
  const tell = (name: string, value: unknown) =>
    defineProperty(error, name, { value, writable: true, enumerable: false, configurable: true });
  tell('stack', kept);
  // Firefox says beside the stack where the error was made.
  if (!('lineNumber' in error)) return;
  const place = matchOf(FIREFOX_PLACE, kept);
  tell('fileName' in error ? 'fileName' : 'filename', place?.[1] ?? '');
  tell('lineNumber', Number(place?.[2] ?? 0));
  tell('columnNumber', Number(place?.[3] ?? 0));
}

function throwClean(reason: unknown): never {
  throw withoutOurFrames(reason);
}

/** The promise for the page: what it rejects with says nothing of us. */
export function cleanly<Value>(promise: Promise<Value>): Promise<Value> {
  return whenSettled<Value, Value>(promise, undefined, throwClean);
}

/** Calls the function as the page did. */
export function callCleanly(
  native: CallableFunction,
  self: unknown,
  args: unknown[],
): Promise<never> {
  return cleanly(apply(native, self, args) as Promise<never>);
}
