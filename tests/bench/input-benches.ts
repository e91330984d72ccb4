/** What the watch over input and answers costs: every event of a page that has asked a model passes it. */
import type { Page } from 'puppeteer-core';
import type { Bench } from './transport-benches.ts';

const EVENTS = 20_000;
const KEYS = 200;
/** In ms an event. */
const MOST = { of: 'difference', atMost: 1 } as const;

export const INPUT_BENCHES: readonly Bench[] = [
  {
    name: 'input, events',
    unit: 'ms each',
    bar: MOST,
    rounds: 9,
    measure: async ({ page }) => {
      await askOnce(page);
      const took = await page.evaluate((times) => window.hurry.inputs(times), EVENTS);
      return took / EVENTS;
    },
  },
  {
    name: 'input, keys pressed, until the page hears them',
    unit: 'ms each',
    bar: MOST,
    rounds: 9,
    measure: async ({ page }) => {
      await askOnce(page);
      await page.evaluate(() => window.hurry.hearKeys());
      for (let key = 0; key < KEYS; key += 1) await page.keyboard.press('KeyA');
      return page.evaluate(() => window.hurry.heardKeys());
    },
  },
];

/** Answers are looked after from the first one on. */
async function askOnce(page: Page): Promise<void> {
  await page.evaluate(() => window.hurry.firstByte(1));
  await page.evaluate(() => window.hurry.rested());
}
