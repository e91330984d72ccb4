/**
 * `npm run lab -- [development | held-out] [--json] [--keep]`: people and programs use the demo app
 * in a real Chromium with the extension in it, and what it says of them is held against who they
 * were. Without a split, both. `--keep` keeps what was seen, and the charts, in the repository.
 * Ends with 1 where a bar does not hold.
 *
 * `npm run lab -- train`: the weights anew, from what is kept of the development split.
 * `npm run lab -- record`: your own signals, without your text.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDemoApp } from '../../demo/build.ts';
import { collect } from './collect.ts';
import { barsOf } from './measures/bars.ts';
import { type Figures, figuresOf } from './measures/figures.ts';
import { picturesOf } from './pictures/pictures.ts';
import { record } from './record.ts';
import { kept, SPLITS, type Split, writeRecordings } from './recording.ts';
import { tableOf } from './table.ts';
import { train } from './training/train.ts';

const OUTPUT = resolve('.output/lab');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [what = 'all', ...more] = positionals;
const began = performance.now();

/** What it says is no figure. */
function say(line: string): void {
  process.stderr.write(`… ${Math.round((performance.now() - began) / 1000)} s: ${line}\n`);
}

if (what === 'train') await train();
else if (what === 'record') await record(say);
else if (more.length > 0 || !['all', ...SPLITS].includes(what)) {
  process.stderr.write(`✗ There is no "${positionals.join(' ')}" here. See docs/provenance.md.\n`);
  process.exitCode = 2;
} else await measure(SPLITS.filter((split) => what === 'all' || what === split));

async function measure(splits: readonly Split[]): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  await buildDemoApp();
  const found = new Map<Split, Figures>();
  for (const split of splits) found.set(split, await measureSplit(split));
  const [development, heldOut] = SPLITS.map((split) => found.get(split) ?? null);
  const report = {
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
    date: new Date().toISOString().slice(0, 10),
    development,
    heldOut,
  };
  const tables = [...found].map(([split, figures]) => `${split}\n\n${tableOf(figures)}\n`);
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : tables.join('\n')}\n`);
  const bars = [...found.values()].flatMap(barsOf);
  if (bars.some(({ holds }) => !holds)) process.exitCode = 1;
}

async function measureSplit(split: Split): Promise<Figures> {
  const recordings = await collect(split, say);
  await writeRecordings(join(OUTPUT, `${split}.ndjson`), recordings);
  if (values.keep) await writeRecordings(kept(split), recordings);
  const figures = figuresOf(recordings);
  const pictures = values.keep && split === 'held-out' ? resolve('docs/images') : OUTPUT;
  for (const [name, svg] of Object.entries(picturesOf(figures))) {
    await writeFile(join(pictures, name), svg);
  }
  return figures;
}
