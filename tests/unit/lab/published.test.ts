/** What docs/provenance.md publishes is what there is. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import weights from '../../../core/provenance/weights.json' with { type: 'json' };
import { barsOf } from '../../lab/measures/bars.ts';
import { figuresOf } from '../../lab/measures/figures.ts';
import { picturesOf } from '../../lab/pictures/pictures.ts';
import { kept, readRecordings } from '../../lab/recording.ts';

const page = await readFile('docs/provenance.md', 'utf8');
const figures = figuresOf(await readRecordings(kept('held-out')));

describe('the published figures', () => {
  it.each(barsOf(figures))('$name: $figure', ({ name, figure, bar }) => {
    const row = page.split('\n').find((line) => line.includes(`| ${name} `));
    const [, , published, held] = (row ?? '').split('|').map((cell) => cell.trim());
    expect([published, held]).toEqual([figure, bar]);
  });

  it.each(Object.entries(picturesOf(figures)))('%s shows them', async (name, svg) => {
    expect(await readFile(`docs/images/${name}`, 'utf8')).toBe(svg);
    expect(page).toContain(`images/${name}`);
  });
});

describe('the published weights', () => {
  it.each(Object.entries(weights.evidence))('%s weighs %d', (line, weight) => {
    const row = page.split('\n').find((one) => one.includes(`| \`${line}\` `));
    const published = row?.split('|')[3]?.trim().replace('−', '-');
    expect(Number(published)).toBe(weight);
  });
});
