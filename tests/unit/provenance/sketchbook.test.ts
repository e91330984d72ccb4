import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Repetition, repetitionAt, similarity } from '../../../core/provenance/repetition.ts';
import {
  placeSketch,
  Sketch,
  type SketchEntry,
  stronger,
  thinned,
} from '../../../core/provenance/sketchbook.ts';
import { anySketch, changed, sketchOfKind } from '../sample-sketches.ts';

const HOUR = 3_600_000;
type Entry = Omit<SketchEntry, 'cluster'>;

const someEntries = fc
  .array(fc.record({ hour: fc.nat(23), sketch: anySketch }), { minLength: 1, maxLength: 40 })
  .map((parts) =>
    parts.map(({ hour, sketch }, index): Entry => ({ id: `i${index}`, at: hour * HOUR, sketch })),
  );

function place(entries: readonly Entry[]) {
  let book: SketchEntry[] = [];
  const repetitions = new Map<string, Repetition>();
  for (const entry of entries) {
    const placed = placeSketch(book, entry);
    ({ book } = placed);
    for (const [id, one] of placed.repetitions) {
      repetitions.set(id, stronger(repetitions.get(id) ?? null, one));
    }
  }
  return { book, repetitions };
}

/** Who is with whom, whatever the cluster is called. */
function togetherness(book: readonly SketchEntry[]): string[][] {
  const clusters = Map.groupBy(book, ({ cluster }) => cluster);
  return [...clusters.values()]
    .map((some) => some.map(({ id }) => id).toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

describe('the sketchbook', () => {
  it('says of each prompt the strongest of what came before it, in whatever order they arrive', () => {
    fc.assert(
      fc.property(someEntries, fc.infiniteStream(fc.nat(1_000)), (entries, chance) => {
        const order = entries
          .map((entry) => ({ entry, place: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ entry }) => entry);
        const { book, repetitions } = place(order);
        expect(togetherness(book)).toEqual(togetherness(place(entries).book));
        for (const { id, at, sketch } of entries) {
          const before = entries.filter(
            (other) => other.at < at || (other.at === at && other.id < id),
          );
          const likeness = Math.max(0, ...before.map((other) => similarity(sketch, other.sketch)));
          expect(repetitions.get(id)).toBe(repetitionAt(likeness));
        }
      }),
    );
  });

  it('puts two prompts together by way of a third that is like both, also where it comes last', () => {
    const left = { id: 'a', at: 0, sketch: changed(sketchOfKind(0), 20, 0) };
    const right = { id: 'b', at: 1, sketch: changed(sketchOfKind(0), 20, 32) };
    const middle = { id: 'c', at: 2, sketch: sketchOfKind(0) };
    expect(togetherness(place([left, right]).book)).toEqual([['a'], ['b']]);
    expect(placeSketch(place([left, right]).book, middle)).toMatchObject({
      cluster: 'a',
      absorbed: ['b'],
    });
    expect(togetherness(place([left, right, middle]).book)).toEqual([['a', 'b', 'c']]);
  });

  it('holds 128 prompts of one day at the most, the latest', () => {
    const entries = Array.from({ length: 400 }, (_, index): Entry => ({
      id: `i${String(index).padStart(3, '0')}`,
      at: index * 0.25 * HOUR,
      sketch: sketchOfKind(index % 16),
    }));
    const { book } = place(entries);
    expect(book.map(({ id }) => id)).toEqual(entries.slice(-97).map(({ id }) => id));
    const close = entries.map((entry, index) => ({ ...entry, at: index }));
    expect(place(close).book.map(({ id }) => id)).toEqual(close.slice(-128).map(({ id }) => id));
    expect(thinned(book, entries.length * HOUR)).toEqual([]);
  });

  it('compares nothing with what is more than a day away', () => {
    const early = { id: 'a', at: 0, sketch: sketchOfKind(0) };
    const late = { id: 'b', at: 25 * HOUR, sketch: sketchOfKind(0) };
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      expect([...place(order).repetitions.values()]).toEqual(['fresh', 'fresh']);
    }
  });

  it('takes 64 digits and no word', () => {
    expect(Sketch.safeParse(sketchOfKind(3)).success).toBe(true);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Sketch.safeParse(text).success).toBe(/^[0-9a-f]{64}$/.test(text));
      }),
    );
  });
});
