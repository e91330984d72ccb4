/**
 * What judging costs beside bare Dexie that puts the same finished rows in, in the extension's own
 * page in Chromium: with a thousand interactions in the ledger and with a million.
 */
import type { CDPSession, Page } from 'puppeteer-core';
import { bundle } from '../e2e/rig/bundle.ts';
import { launch } from '../e2e/rig/launch.ts';
import type * as InPage from './pages/judging.ts';
import { type Bar, type Figure, figureOf } from './figure.ts';

declare const judgingBench: typeof InPage;

export const JUDGING = 'judging';

const ROUNDS = 21;
/** Ledgers of a thousand and of a million are in turns, so that the machine's moods fall on both. */
const LEDGERS = { few: 1_000, many: 1_000_000 };
type Name = keyof typeof LEDGERS;
/** Interactions in one delivery. One by one is how somebody's own turns come, and dearest. */
const DELIVERIES = { 'one by one': 1, 'eight at a time': 8 };
/** What judging adds to an interaction, of the thread's own time, in ms. */
const MOST = { of: 'difference', atMost: 2 } as const;
const NO_GROWTH = { of: 'ratio', atMost: 1.2 } as const;

interface Rounds {
  ours: number[];
  baseline: number[];
}
const noRounds = (): Rounds => ({ ours: [], baseline: [] });

export async function benchJudging(): Promise<Figure[]> {
  const rig = await launch('chromium');
  try {
    // As empty as the background: a page of ours that has nothing to draw.
    const page = await rig.extensionPage('icon/icon.svg');
    const devtools = await page.createCDPSession();
    // Not what others do on the machine meanwhile.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate((await bundle('tests/bench/pages/judging.ts', 'judgingBench')).script);
    for (const [name, count] of Object.entries(LEDGERS)) await seed(page, name, count);
    const figures: Figure[] = [];
    for (const [how, size] of Object.entries(DELIVERIES)) {
      const { spent, waited } = await inTurns(page, devtools, size);
      figures.push(...figuresOf(how, 'ms of CPU an interaction', MOST, spent));
      figures.push(...figuresOf(`${how}, until kept`, 'ms an interaction', null, waited));
    }
    return [
      ...figures,
      figureOf(
        { name: `${JUDGING}: the verdict alone, beside parsing its draft`, unit: 'µs', bar: null },
        await alone(page),
      ),
    ];
  } finally {
    await rig.close();
  }
}

async function inTurns(page: Page, devtools: CDPSession, size: number) {
  const spent = { few: noRounds(), many: noRounds() };
  const waited = { few: noRounds(), many: noRounds() };
  // The first one of each warms up.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const name of ['few', 'many'] as const) {
      const ours = await measured(page, devtools, () => keepNext(page, name, size));
      await page.evaluate((which, many) => judgingBench.readBack(which, many), name, size);
      const baseline = await measured(page, devtools, () => putAgain(page, name));
      if (round < 0) continue;
      for (const [side, { cpu, wall }] of Object.entries({ ours, baseline })) {
        spent[name][side as keyof Rounds].push(cpu);
        waited[name][side as keyof Rounds].push(wall);
      }
    }
  }
  return { spent, waited };
}

function figuresOf(how: string, unit: string, bar: Bar | null, rounds: Record<Name, Rounds>) {
  const added = ({ ours, baseline }: Rounds) =>
    ours.map((one, index) => one - (baseline[index] ?? NaN));
  const of = { ours: added(rounds.many), baseline: added(rounds.few) };
  return [
    figureOf({ name: `${JUDGING}: with 1,000 in the ledger, ${how}`, unit, bar }, rounds.few),
    figureOf({ name: `${JUDGING}: with 1,000,000 in the ledger, ${how}`, unit, bar }, rounds.many),
    figureOf(
      {
        name: `${JUDGING}: what is added with 1,000,000, beside 1,000, ${how}`,
        unit,
        bar: NO_GROWTH,
      },
      of,
    ),
  ];
}

const keepNext = (page: Page, name: Name, size: number) =>
  page.evaluate((which, many) => judgingBench.keepNext(which, many), name, size);
const putAgain = (page: Page, name: Name) =>
  page.evaluate((which) => judgingBench.putAgain(which), name);

/** Of an interaction: the time its thread worked, and the time it took. In ms. */
async function measured(page: Page, devtools: CDPSession, work: () => Promise<number>) {
  const threadTime = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN;
  };
  const begun = await threadTime();
  const wall = await work();
  const worked = (await threadTime()) - begun;
  const each = await page.evaluate(() => judgingBench.EACH);
  return { cpu: (worked * 1_000) / each, wall };
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
  const rounds = noRounds();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ours, baseline } = await page.evaluate(() => judgingBench.judgeAlone(2_000));
    rounds.ours.push(ours);
    rounds.baseline.push(baseline);
  }
  return rounds;
}
