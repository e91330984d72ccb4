/**
 * `npm run bench -- [name …] [--json]`: what watching costs a page, in both browsers, beside the
 * same page unwatched. `name`: parts of the names of what is to be measured; without one,
 * everything is. Ends with 1 where a bar does not hold.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildDemoApp } from '../../demo/build.ts';
import { BROWSERS } from '../e2e/rig/launch.ts';
import { openSideBySide } from '../e2e/rig/side-by-side.ts';
import { benchDecoder, DECODER } from './decoder-bench.ts';
import { type Figure, figureOf } from './figure.ts';
import { inTurns } from './in-turns.ts';
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

if (wanted(DECODER)) tell(benchDecoder());
const chosen = BROWSERS.map((browser) => ({
  browser,
  benches: BENCHES.filter(
    ({ name, only = browser }) => only === browser && wanted(`${browser}: ${name}`),
  ),
})).filter(({ benches }) => benches.length > 0);
if (chosen.length > 0) await buildDemoApp();
for (const { browser, benches } of chosen) {
  const build = browser === 'chromium' ? 'build:chrome' : 'build:gecko';
  // What it says is no figure.
  execFileSync('npm', ['run', '--silent', build], { stdio: ['ignore', 2, 2] });
  const pages = await openSideBySide(browser);
  for (const bench of benches) {
    const rounds = await inTurns(bench, pages);
    tell(figureOf({ ...bench, name: `${browser}: ${bench.name}` }, rounds));
  }
  await pages.close();
}
if (values.json) console.log(JSON.stringify(figures, null, 2));
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
