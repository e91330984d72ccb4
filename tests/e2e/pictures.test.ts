/**
 * Every state of popup and dashboard as a picture, light and dark, and free of accessibility
 * violations. The pictures are kept under docs/images/ for people to look at.
 */
import { mkdir, readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './rig/chromium.ts';
import type { Rig } from './rig/rig.ts';
import { sampleInteractions, seedLedger } from './seed-ledger.ts';

const PICTURES = 'docs/images';
const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

let rig: Rig;
let axe: string;
beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
  rig = await launchChromium({ extension: '.output/chrome-mv3', grants: ['http://127.0.0.1/*'] });
});
afterAll(() => rig.close());

async function popupPage(): Promise<Page> {
  const page = await rig.extensionPage('popup.html');
  await page.setViewport({ width: 400, height: 600, deviceScaleFactor: 2 });
  return page;
}

const stateIs = (page: Page, state: string) =>
  page.waitForSelector(`[data-testid=popup-state][data-state=${state}]`);

async function take(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.screenshot({ path: `${PICTURES}/${name}-${scheme}.png` });
    expect(await violations(page)).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await checker.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

describe('pictures of the popup', () => {
  it('shows that nothing is watched yet', async () => {
    const page = await popupPage();
    await stateIs(page, 'not-watching');
    await take(page, 'popup-not-watching');
    await page.close();
  });

  it('shows figures', async () => {
    const page = await popupPage();
    await stateIs(page, 'not-watching');
    await seedLedger(page, sampleInteractions(Date.now(), timeZone));
    await page.reload();
    await stateIs(page, 'figures');
    await (await page.waitForSelector('[data-testid="popup-range-7"]'))?.click();
    await take(page, 'popup-figures');
    await (await page.waitForSelector('[data-testid=popup-interaction] summary'))?.click();
    await page.$eval('main', (main) => main.scrollTo(0, main.scrollHeight));
    await take(page, 'popup-why');
    await page.close();
  });

  it('shows that it is paused', async () => {
    const page = await popupPage();
    await stateIs(page, 'figures');
    await (await page.waitForSelector('[data-testid=popup-pause]'))?.click();
    await stateIs(page, 'paused');
    await take(page, 'popup-paused');
    await (await page.waitForSelector('[data-testid=popup-resume]'))?.click();
    await stateIs(page, 'figures');
    await page.close();
  });

  it('shows how it loads, and what it says when the store does not open', async () => {
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

  it('shows the dashboard', async () => {
    const page = await rig.extensionPage('dashboard.html');
    await page.setViewport({ width: 1120, height: 860 });
    await page.waitForSelector('[data-testid=popup-share]');
    await take(page, 'dashboard');
    await page.close();
  });
});
