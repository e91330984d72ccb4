/**
 * Dotted paths into JSON: `choices.0.delta.content`, `messages.*.text`, where `*` stands for every
 * item of a list or every field of an object, and `$` in front for all of it. However large the
 * JSON and however many stars, looking is bounded.
 */

/** No regular expression of anyone's is run; this one checks the path itself, in one pass. */
const SEGMENT = /^(?:[\w$-]{1,60}|\*)$/;
const MAX_LENGTH = 120;
const MAX_SEGMENTS = 12;

/** Values looked at on the way, and found. */
const MAX_LOOKS = 20_000;
const MAX_FOUND = 5_000;

export function isFieldPath(path: string): boolean {
  if (path.length > MAX_LENGTH) return false;
  const segments = path.split('.');
  return segments.length <= MAX_SEGMENTS && segments.every((segment) => SEGMENT.test(segment));
}

/** Everything that stands there, in order; nothing where the path leads nowhere. */
export function valuesAt(data: unknown, path: string): unknown[] {
  let here: unknown[] = [data];
  let looks = 0;
  const segments = path.split('.').slice(0, MAX_SEGMENTS);
  for (const segment of segments[0] === '$' ? segments.slice(1) : segments) {
    const next: unknown[] = [];
    for (const value of here) {
      if (typeof value !== 'object' || value === null) continue;
      if (segment === '*') {
        for (const name in value) {
          looks += 1;
          if (looks > MAX_LOOKS || next.length >= MAX_FOUND) break;
          if (Object.hasOwn(value, name)) next.push(Reflect.get(value, name));
        }
      } else if (Object.hasOwn(value, segment) && next.length < MAX_FOUND) {
        next.push(Reflect.get(value, segment));
      }
    }
    here = next;
  }
  return here;
}

export function valueAt(data: unknown, path: string | undefined): unknown {
  return path === undefined ? undefined : valuesAt(data, path)[0];
}
