/**
 * Every state of popup and dashboard as a picture, light and dark, and free of accessibility
 * violations. The pictures are kept under docs/images/ for people to look at.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDay } from '../../core/days.ts';
import { arrangeSites } from './rig/arrange-sites.ts';
import { type BlankApp, serveBlankApp } from './rig/blank-app.ts';
import { launchChromium } from './rig/chromium.ts';
import { PICTURE_TIME, PICTURE_ZONE, stopClock, take } from './rig/picture.ts';
import type { Rig } from './rig/rig.ts';
import {
  drifted,
  driftedHealth,
  extremeInteractions,
  sampleHealth,
  sampleInteractions,
  seedLedger,
  withTools,
} from './seed-ledger.ts';
import { corrected, taught, withWord } from './seed-word.ts';

const CHAT = 'https://chat.northwind.example/*';
const NOTES = 'https://notes.northwind.example/*';
/** The page in front. */
const HERE = 'http://127.0.0.1/*';

const sample = sampleInteractions(PICTURE_TIME, PICTURE_ZONE);

let app: BlankApp;
let rig: Rig;

/** A popup's own window takes no size and no clock; a tab of the same page does. */
async function popupPage(): Promise<Page> {
  const page = await rig.extensionPage('popup.html');
  await page.setViewport({ width: 400, height: 600, deviceScaleFactor: 2 });
  await stopClock(page);
  await page.reload();
  return page;
}

async function dashboardPage(): Promise<Page> {
  const page = await rig.extensionPage('dashboard.html');
  await page.setViewport({ width: 1120, height: 860 });
  await stopClock(page);
  await page.reload();
  await page.waitForSelector('[data-testid=popup-share]');
  return page;
}

const stateIs = (page: Page, state: string) =>
  page.waitForSelector(`[data-testid=popup-state][data-state=${state}]`);
const siteIs = (page: Page, kind: string) =>
  page.waitForSelector(`[data-testid=popup-site-${kind}]`);
const click = (page: Page, testid: string) => page.locator(`[data-testid="${testid}"]`).click();

/** The parts of the dashboard where a person decides something, or learns of something. */
async function drawParts(page: Page, language: string): Promise<void> {
  await seedLedger(page, {
    interactions: withTools(drifted(sample, PICTURE_TIME)),
    health: driftedHealth(PICTURE_TIME),
  });
  await arrangeSites(page, {
    on: [CHAT],
    off: [NOTES],
    takenBack: ['https://translate.northwind.example/*'],
    policy: {
      sites: ['https://meshclaw.northwind.example/*', NOTES],
      retentionDays: 3650,
      hidePause: true,
    },
    actionTable: [{ tool: 'mcp__northwind__*', kind: 'ticket', effect: 'write' }],
  });
  await page.reload();
  await page.waitForSelector('[data-testid=health-changed]');
  await take(page, `dashboard-sites${language}`, '[data-testid=dashboard-sites]');
  await take(page, `dashboard-health${language}`, '[data-testid=dashboard-health]');
  await take(page, `dashboard-actions${language}`, '[data-testid=dashboard-actions]');
  await click(page, 'site-remove');
  await page.waitForSelector('[data-testid=site-removed]');
  await take(page, `dashboard-sites-removed${language}`, '[data-testid=dashboard-sites]');
}

/** Rows of the popup where the person had their word, or where more is told than a class. */
async function drawRows(page: Page, language: string): Promise<void> {
  await seedLedger(page, { interactions: withWord(sample) });
  await page.reload();
  await stateIs(page, 'figures');
  const rows = await page.$$('[data-testid=popup-interaction] > summary');
  const draw = async (index: number, name: string) => {
    const row = rows[index];
    await row?.click();
    await row?.evaluate((summary) => summary.scrollIntoView());
    await take(page, `${name}${language}`);
    await row?.click();
  };
  await draw(3, 'popup-corrected');
  await draw(2, 'popup-verdict-changed');
  await draw(1, 'popup-verdict-replaced');
  await draw(5, 'popup-flags');
  await seedLedger(page, { interactions: sample, health: sampleHealth(PICTURE_TIME) });
}

/** What corrections taught, and the same forgotten. */
async function drawLearned(page: Page, language: string): Promise<void> {
  const card = '[data-testid=dashboard-learned]';
  await seedLedger(page, { interactions: corrected(sample), leanings: taught(sample) });
  await page.reload();
  await take(page, `dashboard-learned${language}`, card);
  await click(page, 'learned-button');
  await page.waitForSelector('[data-testid=learned-site][data-forgotten=true]');
  await page.mouse.move(0, 0);
  await take(page, `dashboard-learned-forgotten${language}`, card);
}

describe('pictures', () => {
  beforeAll(async () => {
    app = await serveBlankApp();
    rig = await launchChromium({ extension: '.output/chrome-mv3', grants: [CHAT, NOTES, HERE] });
    // A click on the toolbar is what tells the extension which page is in front.
    const popup = await rig.popup(await rig.open(app.url));
    await popup.close();
  });
  afterAll(async () => {
    await rig.close();
    app.close();
  });

  it('show the way from nothing watched to something watched', async () => {
    const page = await popupPage();
    await stateIs(page, 'not-watching');
    await siteIs(page, 'not-watched');
    await take(page, 'popup-not-watching');
    await click(page, 'popup-watch');
    await siteIs(page, 'reload');
    await take(page, 'popup-reload');
    await click(page, 'popup-reload');
    await siteIs(page, 'watched');
    await stateIs(page, 'empty');
    await take(page, 'popup-empty');
    await page.close();
  });

  it('show figures, why, and the same at 200 % zoom', async () => {
    const page = await popupPage();
    await stateIs(page, 'empty');
    await seedLedger(page, { interactions: sample, health: sampleHealth(PICTURE_TIME) });
    await page.reload();
    await stateIs(page, 'figures');
    await siteIs(page, 'watched');
    await click(page, 'popup-range-7');
    await take(page, 'popup-figures');
    await page.locator('[data-testid=popup-interaction][data-class=delegated] summary').click();
    await page.$eval('main', (main) => main.scrollTo(0, main.scrollHeight));
    await take(page, 'popup-why');
    await page.setViewport({ width: 400, height: 300, deviceScaleFactor: 4 });
    await page.$eval('main', (main) => main.scrollTo(0, 0));
    await take(page, 'popup-zoomed');
    await page.close();
  });

  it('show the person’s word, what changed a verdict, and what nobody read', async () => {
    const page = await popupPage();
    await drawRows(page, '');
    await page.reload();
    await stateIs(page, 'figures');
    await page.setViewport({ width: 400, height: 300, deviceScaleFactor: 4 });
    await page.locator('[data-testid=popup-interaction] > summary').click();
    await page.$eval('[data-testid=correction]', (part) => part.scrollIntoView());
    await page.mouse.move(0, 0);
    await take(page, 'popup-correction-zoomed');
    await page.close();
  });

  it('show that it is paused', async () => {
    const page = await popupPage();
    await click(page, 'popup-pause');
    await stateIs(page, 'paused');
    await take(page, 'popup-paused');
    await click(page, 'popup-resume');
    await stateIs(page, 'figures');
    await page.close();
  });

  it('show how it loads, and what it says when the store does not open', async () => {
    const page = await popupPage();
    await page.evaluateOnNewDocument(() => {
      IDBFactory.prototype.open = () => Object.create(EventTarget.prototype) as IDBOpenDBRequest;
    });
    await page.reload();
    await stateIs(page, 'loading');
    await take(page, 'popup-loading');
    await page.evaluateOnNewDocument(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Internal error opening backing store.', 'UnknownError');
      };
    });
    await page.reload();
    await stateIs(page, 'error');
    await take(page, 'popup-error');
    await page.close();
  });

  it('show the dashboard, wide and narrow', async () => {
    const page = await dashboardPage();
    await take(page, 'dashboard');
    await page.setViewport({ width: 360, height: 860 });
    await take(page, 'dashboard-narrow');
    await page.close();
  });

  it('show sites however they stand, what tools do, and an app that changed', async () => {
    const page = await dashboardPage();
    await drawParts(page, '');
    await page.setViewport({ width: 360, height: 860 });
    await take(page, 'dashboard-sites-narrow', '[data-testid=dashboard-sites]');
    await take(page, 'dashboard-health-narrow', '[data-testid=dashboard-health]');
    await take(page, 'dashboard-actions-narrow', '[data-testid=dashboard-actions]');
    await page.close();
  });

  it('show what corrections taught', async () => {
    const page = await dashboardPage();
    await drawLearned(page, '');
    await page.setViewport({ width: 360, height: 860 });
    await click(page, 'learned-button');
    await page.waitForSelector('[data-testid=learned-site][data-forgotten=false]');
    await take(page, 'dashboard-learned-narrow', '[data-testid=dashboard-learned]');
    await page.locator('[data-testid=popup-interaction] summary').click();
    await page.$eval('.interactions', (list) => list.scrollIntoView());
    await take(page, 'dashboard-correction-narrow');
    const nothing = taught(sample).map((site) => ({ ...site, leaning: null }));
    await seedLedger(page, { interactions: withWord(sample), leanings: nothing });
    await page.reload();
    await take(page, 'dashboard-learned-nothing', '[data-testid=dashboard-learned]');
    await page.close();
  });

  it('show in the popup what is wrong on the site in front', async () => {
    const page = await popupPage();
    const here = new URL(app.url).origin;
    const once = sample[0];
    if (once === undefined) throw new Error('There is no sample.');
    const startedAt = PICTURE_TIME - 5 * 86_400_000;
    const day = localDay(startedAt, PICTURE_ZONE);
    const before = { ...once, id: `${once.id.slice(0, -1)}f`, site: here, startedAt, day };
    await seedLedger(page, {
      interactions: [...sample, before],
      health: driftedHealth(PICTURE_TIME, here),
    });
    await arrangeSites(page, { on: [HERE] });
    await page.reload();
    await page.waitForSelector('[data-testid=popup-health]');
    await siteIs(page, 'watched');
    await take(page, 'popup-changed');
    await arrangeSites(page, { takenBack: [HERE] });
    await page.reload();
    await siteIs(page, 'taken-back');
    await take(page, 'popup-taken-back');
    await arrangeSites(page, { policy: { sites: [HERE] } });
    await page.reload();
    await siteIs(page, 'suggested');
    await take(page, 'popup-suggested');
    await page.close();
  });

  it('show the longest names and the largest figures', async () => {
    const page = await popupPage();
    await seedLedger(page, {
      interactions: extremeInteractions(PICTURE_TIME, PICTURE_ZONE),
      health: sampleHealth(PICTURE_TIME),
    });
    await arrangeSites(page, { on: [HERE] });
    await page.reload();
    await stateIs(page, 'figures');
    await siteIs(page, 'watched');
    await page.locator('[data-testid=popup-interaction] summary').click();
    await take(page, 'popup-extreme');
    await page.close();
  });
});

describe('pictures in German', () => {
  beforeAll(async () => {
    app = await serveBlankApp();
    rig = await launchChromium({
      extension: '.output/chrome-mv3',
      grants: [CHAT, NOTES],
      language: 'de',
    });
    const popup = await rig.popup(await rig.open(app.url));
    await popup.close();
  });
  afterAll(async () => {
    await rig.close();
    app.close();
  });

  it('show popup and dashboard', async () => {
    const page = await popupPage();
    await siteIs(page, 'not-watched');
    expect(await page.title()).toBe('Trueburn – wie viel davon waren Sie');
    expect(await page.$eval('html', (html) => html.lang)).toBe('de');
    await take(page, 'popup-not-watching-de');
    await seedLedger(page, { interactions: sample, health: sampleHealth(PICTURE_TIME) });
    await page.reload();
    await stateIs(page, 'figures');
    await siteIs(page, 'not-watched');
    await click(page, 'popup-range-7');
    await take(page, 'popup-figures-de');
    await drawRows(page, '-de');
    await page.close();
    const dashboard = await dashboardPage();
    await take(dashboard, 'dashboard-de');
    await drawParts(dashboard, '-de');
    await drawLearned(dashboard, '-de');
    await dashboard.close();
  });
});
