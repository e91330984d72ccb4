/** The sketches of one site's prompts of the last day, and which of them are alike. */
import * as z from 'zod/mini';
import { type Repetition, repetitionAt, similarity } from './repetition.ts';

/** Sketches are kept no longer, in ms. */
const SKETCH_LIFE = 24 * 60 * 60 * 1_000;
/** Of so many prompts at the most. */
const MOST_SKETCHES = 128;

/** A hexadecimal digit for each slot. */
export const Sketch = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export interface SketchEntry {
  /** Of the interaction. */
  id: string;
  /** When it began, in ms since the epoch. */
  at: number;
  sketch: string;
  /** The interaction that the prompts like it are named after. */
  cluster: string;
}

export interface Placed {
  book: SketchEntry[];
  /** What the new one is, and which later ones now turn out to repeat it. */
  repetitions: Map<string, Repetition>;
  cluster: string;
  /** Clusters that the new one is a bridge to: they are one with its own now, and gone. */
  absorbed: string[];
}

/**
 * `entry`: the new one. A prompt repeats what came before it, and is of one cluster with all it is
 * like, and with what those are like: the same in whatever order they arrive, as long as they still
 * find each other here.
 */
export function placeSketch(
  book: readonly SketchEntry[],
  entry: Omit<SketchEntry, 'cluster'>,
): Placed {
  const { id, at, sketch } = entry;
  const repetitions = new Map<string, Repetition>([[id, 'fresh']]);
  const alike = new Set<string>();
  for (const other of book) {
    const distance = other.at - at;
    if (other.id === id) alike.add(other.cluster);
    if (other.id === id || Math.abs(distance) > SKETCH_LIFE) continue;
    const repetition = repetitionAt(similarity(sketch, other.sketch));
    if (repetition === 'fresh') continue;
    const isLater = distance > 0 || (distance === 0 && other.id > id);
    const repeats = isLater ? other.id : id;
    repetitions.set(repeats, stronger(repetitions.get(repeats) ?? null, repetition));
    alike.add(other.cluster);
  }
  const [cluster = id, ...absorbed] = [...alike].toSorted();
  const others = book
    .filter((other) => other.id !== id)
    .map((other) => (absorbed.includes(other.cluster) ? { ...other, cluster } : other));
  return {
    book: thinned([...others, { ...entry, cluster }], at),
    repetitions,
    cluster,
    absorbed,
  };
}

/** Without those older than a day at that moment. */
export function thinned(book: readonly SketchEntry[], now: number): SketchEntry[] {
  return book
    .filter(({ at }) => now - at <= SKETCH_LIFE)
    .toSorted((a, b) => a.at - b.at)
    .slice(-MOST_SKETCHES);
}

const STRENGTH: Record<Repetition, number> = { fresh: 0, 'same-template': 1, 'near-duplicate': 2 };

/** Null: nothing was known. */
export function stronger(one: Repetition | null, other: Repetition): Repetition {
  return one !== null && STRENGTH[one] >= STRENGTH[other] ? one : other;
}
