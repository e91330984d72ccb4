/** The field names of a request or an answer, without what stands in them. */
import { fieldWord } from './wire-words.ts';

export const MAX_OUTLINE = 60;
const MAX_OUTLINE_PATH = 80;

const MAX_DEPTH = 8;
/** Objects with more fields are lists by name; their names may be anything. */
const MAX_FIELDS = 40;
const MAX_ITEMS = 20;
const MAX_LOOKS = 5_000;

/**
 * Dotted paths to what stands in it, in the order it stands in, each once: `messages.*.role`. A
 * whole that has no fields is `$`.
 */
export function outlineOf(value: unknown): string[] {
  const paths = new Set<string>();
  let looks = 0;
  const look = (inner: unknown, path: string, depth: number) => {
    looks += 1;
    if (paths.size >= MAX_OUTLINE || looks > MAX_LOOKS || path.length > MAX_OUTLINE_PATH) return;
    if (typeof inner !== 'object' || inner === null || depth === MAX_DEPTH) {
      paths.add(path === '' ? '$' : path);
      return;
    }
    const under = (word: string) => (path === '' ? word : `${path}.${word}`);
    if (Array.isArray(inner)) {
      for (const item of inner.slice(0, MAX_ITEMS)) look(item, under('*'), depth + 1);
      return;
    }
    const names = Object.keys(inner);
    for (const name of names.slice(0, MAX_FIELDS)) {
      const word = names.length > MAX_FIELDS ? '*' : fieldWord(name);
      look(Reflect.get(inner, name), under(word), depth + 1);
    }
  };
  look(value, '', 0);
  return [...paths];
}

/** One outline of several pieces of one answer. */
export function joinOutlines(...outlines: readonly (readonly string[])[]): string[] {
  return [...new Set(outlines.flat())].slice(0, MAX_OUTLINE);
}
