/** Looking for fields in JSON that nobody has described, without ever going far. */

export type Fields = Readonly<Record<string, unknown>>;

/** Objects looked at in one piece of JSON, and how many of a list. */
const MAX_OBJECTS = 200;
const MAX_ITEMS = 20;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `chat_id`, `chatId` and `Chat-ID` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** An object's entries by their plain names; of two alike the first. */
export function entriesOf(fields: Fields): Map<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const name in fields) {
    if (entries.size >= MAX_OBJECTS) break;
    if (!entries.has(plainName(name))) entries.set(plainName(name), fields[name]);
  }
  return entries;
}

export interface Found {
  /** The plain name it stands under, the list's for what is in a list; empty at the top. */
  name: string;
  entries: Map<string, unknown>;
}

/** The objects in it, nearest first; `depth` counts objects and lists alike. */
export function* objectsIn(data: unknown, depth: number): Generator<Found> {
  let level: [name: string, value: unknown][] = [['', data]];
  let objects = 0;
  for (let at = 0; at <= depth && level.length > 0; at += 1) {
    const next: typeof level = [];
    for (const [name, value] of level) {
      if (Array.isArray(value)) {
        for (const item of value.slice(0, MAX_ITEMS)) next.push([name, item]);
      } else if (isFields(value)) {
        objects += 1;
        if (objects > MAX_OBJECTS) return;
        const entries = entriesOf(value);
        yield { name, entries };
        for (const [inner, child] of entries) {
          if (typeof child === 'object' && child !== null) next.push([inner, child]);
        }
      }
    }
    level = next;
  }
}

/** The first of these names that holds anything of use. */
export function firstOf<Value>(
  entries: ReadonlyMap<string, unknown>,
  names: readonly string[],
  use: (value: unknown) => Value | null,
): Value | null {
  for (const name of names) {
    const value = use(entries.get(name));
    if (value !== null) return value;
  }
  return null;
}

/** The same in the nearest object that has one. */
export function nearest<Value>(
  data: unknown,
  depth: number,
  names: readonly string[],
  use: (value: unknown) => Value | null,
): Value | null {
  for (const { entries } of objectsIn(data, depth)) {
    const value = firstOf(entries, names, use);
    if (value !== null) return value;
  }
  return null;
}

export function filled(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
