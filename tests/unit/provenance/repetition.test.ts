import fc from 'fast-check';
import SipHash from 'siphash';
import { describe, expect, it } from 'vitest';
import {
  FEWEST_WORDS,
  repetitionAt,
  similarity,
  sketchOf,
  SLOTS,
} from '../../../core/provenance/repetition.ts';

const keyed = (key: number) => {
  const words: [number, number, number, number] = [key, 2, 3, 4];
  return (text: string) => {
    const { h, l } = SipHash.hash(words, text);
    return [l, h] as const;
  };
};
const hash = keyed(1);

const PROMPT =
  'Please summarise the open tickets of the payments team from last week and list who is waiting ' +
  'for an answer, sorted by how long they have been waiting, in a table with one line for each.';

function likeness(one: string, other: string): number {
  const [first, second] = [sketchOf(one, hash), sketchOf(other, hash)];
  if (first === null || second === null) throw new Error('too short');
  return similarity(first, second);
}

describe('repetition', () => {
  it('tells copies, templates and what is new apart', () => {
    const long = `${PROMPT} ${PROMPT.replaceAll('tickets', 'invoices')} Be brief and name the sources.`;
    expect(repetitionAt(likeness(PROMPT, PROMPT.toUpperCase()))).toBe('near-duplicate');
    expect(repetitionAt(likeness(`${long} Run 17`, `${long} Run 18`))).toBe('near-duplicate');
    expect(repetitionAt(likeness(PROMPT, PROMPT.replace('payments', 'billing')))).not.toBe('fresh');
    const reworded =
      'Which requests for the people who handle payments are still open since last Monday? Make a ' +
      'table of everybody who waits for us, the ones who wait longest first, each in its own row.';
    expect(repetitionAt(likeness(PROMPT, reworded))).toBe('fresh');
  });

  it('has nothing of short prompts, and nothing the same under another key', () => {
    expect(sketchOf('Continue, please.', hash)).toBeNull();
    const [one, other] = [sketchOf(PROMPT, hash), sketchOf(PROMPT, keyed(9))];
    if (one === null || other === null) throw new Error('too short');
    expect(similarity(one, other)).toBeLessThan(0.35);
  });

  it('estimates the share of shingles in common', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 120, maxLength: 160 }),
        fc.integer({ min: 0, max: 120 }),
        (words, shared) => {
          const other = words.map((each, index) => (index < shared ? each : `${each}x`));
          const count = words.length - 2;
          const same = Math.max(0, shared - 2);
          const truth = same / (2 * count - same);
          // Five standard errors.
          expect(Math.abs(likeness(words.join(' '), other.join(' ')) - truth)).toBeLessThan(0.34);
        },
      ),
    );
  });

  it('makes digits of anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const sketch = sketchOf(text, hash);
        if (sketch === null) expect(text.split(/\s+/).length).toBeLessThan(400);
        else expect([sketch.length, similarity(sketch, sketch)]).toEqual([SLOTS, 1]);
      }),
    );
    expect(sketchOf(Array(FEWEST_WORDS).fill('word').join(' '), hash)).not.toBeNull();
  });
});
