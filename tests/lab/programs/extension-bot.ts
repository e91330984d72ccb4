/** Another extension that fills in prompts and sends them. */
import type { Page } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { answered } from '../app.ts';
import { EXCHANGES } from './program.ts';

export const EXTENSION_BOT: Actor = {
  name: 'Browser extension',
  split: 'development',
  kind: 'program',
  perform: async (stage, _lab, tell) => {
    const { page, server } = stage;
    tell('fills in, clicks');
    await openAgain(page, `${server.url}/#bot`);
    await page.waitForSelector('html[data-bot=over]', { timeout: 120_000 });
    await answered(stage, EXCHANGES);
  },
};

/** A new mark in the address alone loads nothing. */
export async function openAgain(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.reload();
}
