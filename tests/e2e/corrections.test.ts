/** The person's own word: said with one tap or key, followed by the figures, taken back, learned from. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDay } from '../../core/days.ts';
import { interactionId } from '../../core/identity.ts';
import type { Interaction } from '../../core/interaction.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import { judge } from '../../core/provenance/judge.ts';
import { ENOUGH_CORRECTIONS } from '../../core/provenance/leaning.ts';
import { type Rollup, rollupKey } from '../../core/rollup.ts';
import { until } from '../until.ts';
import { sampleInteraction, typedSignals } from '../unit/sample.ts';
import { type BlankApp, serveBlankApp } from './rig/blank-app.ts';
import { BROWSERS, launch } from './rig/launch.ts';
import type { Rig } from './rig/rig.ts';
import { rowsIn } from './rig/rows-of.ts';
import { rollUp, seedLedger } from './seed-ledger.ts';

const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Typed by hand, all of them, on one site, a moment apart; latest first. */
function typedToday(count: number): Interaction[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const startedAt = now - index;
    return sampleInteraction({
      id: interactionId(startedAt, new Uint8Array(16).fill(index)),
      startedAt,
      endedAt: startedAt + 500,
      day: localDay(startedAt, timeZone),
      verdict: judge({ signals: typedSignals, context: NO_CONTEXT, parent: null, leaning: null }),
    });
  });
}

const testid = (name: string) => `[data-testid="${name}"]`;
const ROW = testid('popup-interaction');
const share = (page: Page) => page.$eval(testid('popup-share'), (text) => text.textContent);
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
/** Whether the first row is open and counts as that. */
const rowIs = (page: Page, verdictClass: string) =>
  page.waitForSelector(`li:first-child > ${ROW}[open][data-class="${verdictClass}"]`);
const openFirst = (page: Page) => page.locator(`${ROW} > summary`).click();

/** What is kept adds up, and the share that is shown is that of what is kept. */
async function expectSums(page: Page): Promise<void> {
  const interactions = await rowsIn<Interaction>(page, 'interactions');
  const byKey = (a: Rollup, b: Rollup) =>
    rollupKey(a).join(' ') < rollupKey(b).join(' ') ? -1 : 1;
  const rollups = await rowsIn<Rollup>(page, 'rollups');
  expect(rollups.toSorted(byKey)).toEqual(rollUp(interactions).toSorted(byKey));
}

describe.each(BROWSERS)('corrections in %s', (browser) => {
  let app: BlankApp;
  let rig: Rig;
  let front: Page;
  beforeAll(async () => {
    app = await serveBlankApp();
    rig = await launch(browser);
    front = await rig.open(app.url);
    const popup = await rig.popup(front);
    await popup.waitForSelector(testid('popup-state') + '[data-state=not-watching]');
    await seedLedger(popup, { interactions: typedToday(4) });
    await popup.close();
  });
  afterAll(async () => {
    await rig.close();
    app.close();
  });

  it('are followed by the figures, say what was thought, and are taken back', async () => {
    const popup = await rig.popup(front);
    await openFirst(popup);
    const before = { share: await share(popup), rollups: await rowsIn<Rollup>(popup, 'rollups') };
    expect(before.share).toBe('100% yours');
    await popup.locator(testid('correction-automated')).click();
    await rowIs(popup, 'automated');
    expect(await share(popup)).toBe('75% yours');
    expect(await popup.$eval(testid('correction-said'), (said) => said.textContent)).toContain(
      'Trueburn thought: Hands-on',
    );
    expect(await rowsIn<Rollup>(popup, 'rollups')).toHaveLength(2);
    await expectSums(popup);
    await popup.locator(testid('correction-take-back')).click();
    await rowIs(popup, 'hands-on');
    expect(await share(popup)).toBe(before.share);
    expect(await rowsIn<Rollup>(popup, 'rollups')).toEqual(before.rollups);
    await popup.close();
  });

  it('are made and taken back by keyboard alone, and the focus stays where one is', async () => {
    const popup = await rig.extensionPage('popup.html');
    await popup.waitForSelector(ROW);
    await popup.focus(`${ROW} > summary`);
    await popup.keyboard.press('Enter');
    const pressed = (choice: string) =>
      popup.waitForSelector(`${testid(`correction-${choice}`)}[aria-pressed=true]`);
    for (const choice of ['hands-on', 'delegated', 'automated']) {
      await popup.keyboard.press('Tab');
      expect(await focused(popup)).toBe(`correction-${choice}`);
    }
    await popup.keyboard.press(' ');
    await rowIs(popup, 'automated');
    await pressed('automated');
    expect(await focused(popup)).toBe('correction-automated');
    await popup.keyboard.press('Tab');
    expect(await focused(popup)).toBe('correction-take-back');
    await popup.keyboard.press('Enter');
    await rowIs(popup, 'hands-on');
    expect(await focused(popup)).toBe('correction-automated');
    expect(await popup.$(testid('correction-take-back'))).toBeNull();
    // The same button, pressed once more, says it again and takes it back as well.
    await popup.keyboard.press('Enter');
    await pressed('automated');
    await popup.keyboard.press('Enter');
    await rowIs(popup, 'hands-on');
    expect(await focused(popup)).toBe('correction-automated');
    await popup.close();
  });

  it('never make the popup scroll as a whole', async () => {
    const popup = await rig.extensionPage('popup.html');
    await popup.setViewport({ width: 400, height: 600 });
    await openFirst(popup);
    await popup.waitForSelector(testid('correction'));
    const { scrollHeight, clientHeight } = await popup.$eval('html', (html) => ({
      scrollHeight: html.scrollHeight,
      clientHeight: html.clientHeight,
    }));
    expect(scrollHeight).toBe(clientHeight);
    await popup.close();
  });

  it('teach something once there are enough, which is forgotten and had back', async () => {
    const popup = await rig.extensionPage('popup.html');
    await popup.waitForSelector(ROW);
    await seedLedger(popup, { interactions: typedToday(ENOUGH_CORRECTIONS + 2) });
    await popup.close();
    const dashboard = await rig.extensionPage('dashboard.html');
    await dashboard.waitForSelector(ROW);
    expect(await dashboard.$(testid('dashboard-learned'))).toBeNull();
    const rows = await dashboard.$$(ROW);
    const correct = async (index: number) => {
      const row = rows[index];
      await row?.$eval('summary', (summary) => summary.click());
      await row?.$eval(testid('correction-automated'), (button) => (button as HTMLElement).click());
      await row?.waitForSelector(`${testid('correction-automated')}[aria-pressed=true]`);
    };
    for (let index = 0; index < ENOUGH_CORRECTIONS - 1; index += 1) await correct(index);
    await dashboard.waitForSelector(testid('dashboard-learned'));
    expect(await dashboard.$(testid('learned-site'))).toBeNull();
    await correct(ENOUGH_CORRECTIONS - 1);
    await dashboard.waitForSelector(`${testid('learned-site')}[data-forgotten=false]`);
    const learned = await rowsIn(dashboard, 'leanings');
    const lines = () => rows.at(-1)?.$$eval(`${testid('popup-why')} li`, (all) => all.length);
    const linesLearned = (await lines()) ?? 0;

    await dashboard.focus(testid('learned-button'));
    await dashboard.keyboard.press('Enter');
    await dashboard.waitForSelector(`${testid('learned-site')}[data-forgotten=true]`);
    expect(await focused(dashboard)).toBe('learned-button');
    await until(async () => (await lines()) === linesLearned - 1);
    expect(await dashboard.$$(`${ROW}[data-class=automated]`)).toHaveLength(ENOUGH_CORRECTIONS);
    await expectSums(dashboard);

    await dashboard.keyboard.press('Enter');
    await dashboard.waitForSelector(`${testid('learned-site')}[data-forgotten=false]`);
    expect(await focused(dashboard)).toBe('learned-button');
    expect(await rowsIn(dashboard, 'leanings')).toEqual(learned);
    await dashboard.close();
  });
});
