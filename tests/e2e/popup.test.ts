/** The popup as the toolbar opens it, and as someone without a mouse uses it. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlankApp, serveBlankApp } from './rig/blank-app.ts';
import { launchChromium } from './rig/chromium.ts';
import type { Rig } from './rig/rig.ts';
import { sampleInteractions, seedLedger } from './seed-ledger.ts';

const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

let app: BlankApp;
let rig: Rig;
let front: Page;
beforeAll(async () => {
  app = await serveBlankApp();
  rig = await launchChromium({ extension: '.output/chrome-mv3', grants: ['http://127.0.0.1/*'] });
  front = await rig.open(app.url);
  const popup = await rig.popup(front);
  await popup.waitForSelector('[data-testid=popup-state][data-state=not-watching]');
  await seedLedger(popup, { interactions: sampleInteractions(Date.now(), timeZone) });
  await popup.close();
});
afterAll(async () => {
  await rig.close();
  app.close();
});

const testid = (name: string) => `[data-testid="${name}"]`;
const figures = '[data-testid=popup-state][data-state=figures]';

/** What has the focus, and whether one can see that it has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const named = element?.closest('[data-testid]')?.getAttribute('data-testid') ?? null;
    // A radio button is invisible; its label's face shows the ring.
    const face = element instanceof HTMLInputElement ? element.nextElementSibling : element;
    return { named, ring: face === null ? 'none' : getComputedStyle(face).outlineStyle };
  });

describe('the popup', () => {
  it('is as wide as it was drawn', async () => {
    const popup = await rig.popup(front);
    await popup.waitForSelector(figures);
    const width = () =>
      popup.$eval(testid('popup-state'), (root) => root.getBoundingClientRect().width);
    expect(await width()).toBe(400);
    await popup.close();
  });

  it('is worked by keyboard alone, and focus is seen wherever it goes', async () => {
    const page = await rig.extensionPage('popup.html');
    await page.waitForSelector(figures);
    await page.waitForSelector(testid('popup-site-not-watched'));
    const way: (string | null)[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab');
      const { named, ring } = await focused(page);
      expect(ring, `${named}`).not.toBe('none');
      way.push(named);
    }
    expect(way).toEqual(['popup-pause', 'popup-watch', 'popup-range-today', 'popup-interaction']);
    await page.keyboard.press('Enter');
    expect(await page.$eval(testid('popup-interaction'), (row) => row.hasAttribute('open'))).toBe(
      true,
    );
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.press('ArrowRight');
    expect((await focused(page)).named).toBe('popup-range-7');
    await page.close();
  });

  it('keeps the focus where it was while figures and words change under it', async () => {
    const page = await rig.extensionPage('popup.html');
    await page.waitForSelector(figures);
    const today = await page.$eval(testid('popup-share'), (share) => share.textContent);
    await page.locator(`${testid('popup-range-7')} input`).click();
    await page.waitForFunction(
      (before) => document.querySelector('[data-testid=popup-share]')?.textContent !== before,
      {},
      today,
    );
    expect((await focused(page)).named).toBe('popup-range-7');
    await page.focus(testid('popup-pause'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(testid('popup-resume'));
    expect((await focused(page)).named).toBe('popup-resume');
    await page.keyboard.press('Enter');
    await page.waitForSelector(testid('popup-pause'));
    expect((await focused(page)).named).toBe('popup-pause');
    await page.close();
  });

  it('shows figures while the page in front is too busy to answer', async () => {
    const page = await rig.extensionPage('popup.html');
    await page.locator(testid('popup-watch')).click();
    await page.locator(testid('popup-reload')).click();
    await page.waitForSelector(testid('popup-site-watched'));
    const busy = front.evaluate(() => {
      const end = performance.now() + 4_000;
      while (performance.now() < end);
    });
    await page.reload();
    await page.waitForSelector(figures);
    expect(await page.$(testid('popup-site-looking'))).not.toBeNull();
    await busy;
    await page.waitForSelector(testid('popup-site-watched'));
    await page.close();
  });
});
