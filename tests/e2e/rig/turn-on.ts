import type { Page } from 'puppeteer-core';
import type { Rig } from './rig.ts';

/** Popup, "Watch this site", "Reload this page"; until what `ready` selects stands there again. */
export async function turnOn(
  rig: Pick<Rig, 'popup'>,
  page: Page,
  ready = '[data-testid=composer]',
): Promise<void> {
  const popup = await rig.popup(page);
  await (await popup.waitForSelector('[data-testid=popup-watch]'))?.click();
  const reload = await popup.waitForSelector('[data-testid=popup-reload]');
  await page.evaluate(() => document.body.setAttribute('data-before-reload', ''));
  await reload?.click();
  await page.waitForSelector(`body:not([data-before-reload]) ${ready}`);
  if (!popup.isClosed()) await popup.close();
}
