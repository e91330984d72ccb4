/**
 * What judging costs beside bare Dexie that puts the same finished rows in, in the extension's own
 * page in Chromium: with a thousand interactions in the ledger and with a million.
 */
import type { Page } from 'puppeteer-core';
import { bundle } from '../e2e/rig/bundle.ts';
import { launch } from '../e2e/rig/launch.ts';
import type * as InPage from './pages/judging.ts';
import { type Figure, figureOf } from './figure.ts';

declare const judgingBench: typeof InPage;

export const JUDGING = 'judging';

const ROUNDS = 21;
/** Databases of a thousand rows and of a million are in turns, so that the machine's moods fall on both. */
const LEDGERS = { few: 1_000, many: 1_000_000 };
/** Of what judging adds to an interaction. In ms. */
const MOST = 2;

interface Rounds {
  ours: number[];
  baseline: number[];
}

export async function benchJudging(): Promise<Figure[]> {
  const rig = await launch('chromium');
  try {
    const page = await rig.extensionPage('dashboard.html');
    await page.evaluate((await bundle('tests/bench/pages/judging.ts', 'judgingBench')).script);
    for (const [name, count] of Object.entries(LEDGERS)) await seed(page, name, count);
    const rounds: Record<keyof typeof LEDGERS, Rounds> = {
      few: { ours: [], baseline: [] },
      many: { ours: [], baseline: [] },
    };
    // The first one of each warms up.
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const name of ['few', 'many'] as const) {
        const { ours, baseline } = await page.evaluate(
          (which) => judgingBench.keepNext(which),
          name,
        );
        if (round < 0) continue;
        rounds[name].ours.push(ours);
        rounds[name].baseline.push(baseline);
      }
    }
    const added = ({ ours, baseline }: Rounds) =>
      ours.map((one, index) => one - (baseline[index] ?? 0));
    const bar = { of: 'difference', atMost: MOST } as const;
    const unit = 'ms an interaction';
    return [
      figureOf({ name: `${JUDGING}: with 1,000 in the ledger`, unit, bar }, rounds.few),
      figureOf({ name: `${JUDGING}: with 1,000,000 in the ledger`, unit, bar }, rounds.many),
      figureOf(
        {
          name: `${JUDGING}: what it adds with 1,000,000, beside 1,000`,
          unit,
          bar: { of: 'ratio', atMost: 1.2 },
        },
        { ours: added(rounds.many), baseline: added(rounds.few) },
      ),
      figureOf(
        { name: `${JUDGING}: the verdict alone, beside parsing its draft`, unit: 'µs', bar: null },
        await alone(page),
      ),
    ];
  } finally {
    await rig.close();
  }
}

/** Part by part: a million take minutes, and no single question to a page may. */
async function seed(page: Page, name: string, count: number): Promise<void> {
  for (let from = 0; from < count;) {
    from += await page.evaluate(
      async (which, many, first) => {
        await judgingBench.seedSome(which, many, first);
        return judgingBench.AT_ONCE;
      },
      name,
      count,
      from,
    );
  }
  await page.evaluate((which) => judgingBench.seedRest(which), name);
}

async function alone(page: Page): Promise<Rounds> {
  const rounds: Rounds = { ours: [], baseline: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ours, baseline } = await page.evaluate(() => judgingBench.judgeAlone(2_000));
    rounds.ours.push(ours);
    rounds.baseline.push(baseline);
  }
  return rounds;
}
