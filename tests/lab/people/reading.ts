/** Stays for an answer and looks at it, or does not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Person } from './person.ts';

export function stays({ chance }: Person): boolean {
  return chance.share() < 0.8;
}

export async function read(page: Page, { chance, reading }: Person): Promise<void> {
  if (chance.share() < 0.2) return;
  await pause(Math.min(6_000, reading / 2));
  if (chance.share() < 0.5) await page.mouse.wheel({ deltaY: 240 });
  await pause(Math.min(6_000, reading / 2));
}

/** Puts the window away, so that the page is hidden. */
export async function leave(page: Page): Promise<void> {
  await page.emulateFocusedPage(false);
  await arrangeWindow(page, 'minimized');
}

export async function comeBack(page: Page, { chance }: Person): Promise<void> {
  await pause(chance.between(500, 4_000));
  await arrangeWindow(page, 'normal');
  await page.emulateFocusedPage(true);
}

async function arrangeWindow(page: Page, windowState: 'minimized' | 'normal'): Promise<void> {
  const client = await page.createCDPSession();
  const { windowId } = await client.send('Browser.getWindowForTarget');
  await client.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  await client.detach();
}
