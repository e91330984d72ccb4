/** Estimates against a real tokenizer, over texts of many kinds, all of them written for this. */
import { readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../core/usage.ts';

const KINDS = ['english', 'german', 'chinese', 'japanese', 'code', 'json'] as const;

const texts = KINDS.map((kind) => ({
  kind,
  text: readFileSync(`tests/fixtures/corpus/${kind}.txt`, 'utf8'),
}));

describe('estimated tokens', () => {
  it.each(texts)('are near the truth for $kind', ({ text }) => {
    const ratio = estimateTokens(text) / encode(text).length;
    expect(ratio).toBeGreaterThan(0.88);
    expect(ratio).toBeLessThan(1.12);
  });

  it('are within 5 % in total over all of them', () => {
    const total = (count: (text: string) => number) =>
      texts.reduce((sum, { text }) => sum + count(text), 0);
    const ratio = total(estimateTokens) / total((text) => encode(text).length);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
  });

  it('of a long text are what its parts come to', () => {
    const long = texts.map(({ text }) => text.repeat(30)).join('\n');
    const parts = long.match(/[^]{1,30000}/g) ?? [];
    const ratio = estimateTokens(long) / parts.reduce((sum, part) => sum + estimateTokens(part), 0);
    expect(ratio).toBeGreaterThan(0.97);
    expect(ratio).toBeLessThan(1.03);
  });
});
