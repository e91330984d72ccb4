/**
 * `npm run bench -- [name …] [--json]`: what watching costs a page, in both browsers, beside the
 * same page unwatched, and what judging costs beside the bare database. `name`: parts of the names
 * of what is to be measured; without one, everything is. Ends with 1 where a bar does not hold.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildDemoApp } from '../../demo/build.ts';
import { BROWSERS } from '../e2e/rig/launch.ts';
import { openSideBySide } from '../e2e/rig/side-by-side.ts';
import { benchDecoder, DECODER } from './decoder-bench.ts';
import { type Figure, figureOf } from './figure.ts';
import { inTurns } from './in-turns.ts';
import { INPUT_BENCHES } from './input-benches.ts';
import { benchJudging, JUDGING } from './judging-bench.ts';
import { BENCHES } from './transport-benches.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const wanted = (name: string) => positionals.every((part) => name.includes(part));
const figures: Figure[] = [];

function tell(figure: Figure): void {
  figures.push(figure);
  if (values.json) return;
  const { name, unit, ours, baseline, ratio, bar, holds } = figure;
  const verdict = bar === null ? '' : `  ${bar}: ${holds ? 'holds' : 'DOES NOT HOLD'}`;
  console.log(`${name}: ${ours} ${unit}, baseline ${baseline}, ratio ${ratio}${verdict}`);
}

function build(browser: (typeof BROWSERS)[number]): void {
  const script = browser === 'chromium' ? 'build:chrome' : 'build:gecko';
  // What it says is no figure.
  execFileSync('npm', ['run', '--silent', script], { stdio: ['ignore', 2, 2] });
}

if (wanted(DECODER)) tell(benchDecoder());
if (wanted(JUDGING)) {
  build('chromium');
  for (const figure of await benchJudging()) tell(figure);
}
const chosen = BROWSERS.map((browser) => ({
  browser,
  benches: [...BENCHES, ...INPUT_BENCHES].filter(
    ({ name, only = browser }) => only === browser && wanted(`${browser}: ${name}`),
  ),
})).filter(({ benches }) => benches.length > 0);
if (chosen.length > 0) await buildDemoApp();
for (const { browser, benches } of chosen) {
  build(browser);
  const pages = await openSideBySide(browser);
  for (const bench of benches) {
    const rounds = await inTurns(bench, pages);
    tell(figureOf({ ...bench, name: `${browser}: ${bench.name}` }, rounds));
  }
  await pages.close();
}
if (values.json) console.log(JSON.stringify(figures, null, 2));
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
