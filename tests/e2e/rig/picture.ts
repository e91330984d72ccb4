/** Pictures of our own pages, light and dark, each checked for accessibility where it is taken. */
import { mkdir, readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';

const PICTURES = 'docs/images';

/** A Friday afternoon; pictures of the same thing are the same on any day. */
export const PICTURE_TIME = Date.UTC(2026, 10, 20, 15, 4);
export const PICTURE_ZONE = 'Europe/Berlin';

/** From its next load on, the page lives at that moment in that place. */
export async function stopClock(page: Page): Promise<void> {
  await page.emulateTimezone(PICTURE_ZONE);
  await page.evaluateOnNewDocument((now) => {
    Date.now = () => now;
  }, PICTURE_TIME);
}

/** Writes `<name>-light.png` and `<name>-dark.png`: what is in view, or one part of the page. */
export async function take(page: Page, name: string, part?: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    const path = `${PICTURES}/${name}-${scheme}.png` as const;
    if (part === undefined) await page.screenshot({ path });
    else await (await page.waitForSelector(part))?.screenshot({ path });
    expect(await violations(page)).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  // The pages' policy lets no foreign script in by a tag.
  await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await checker.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
