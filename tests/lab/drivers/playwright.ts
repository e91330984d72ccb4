/** Playwright, connected to the same browser. */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { Actor } from '../actor.ts';
import { COMPOSER, exchange, promptOf, SEND } from '../app.ts';
import type { Split } from '../recording.ts';

const EXCHANGES = 14;

function driver(
  name: string,
  split: Split,
  send: (page: Page, prompt: string) => Promise<void>,
): Actor {
  return {
    name: `Playwright ${name}`,
    split,
    kind: 'program',
    perform: async (stage, lab, tell) => {
      tell(name);
      const connected = await chromium.connectOverCDP(lab.devtools);
      const page = connected
        .contexts()
        .flatMap((context) => context.pages())
        .find((one) => one.url().startsWith(stage.server.url));
      if (page === undefined) throw new Error('Playwright does not see the page.');
      for (let index = 0; index < EXCHANGES; index += 1) {
        await exchange(stage, () => send(page, promptOf(index)));
        await pause(700 + (index % 4) * 300);
      }
      await connected.close();
    },
  };
}

export const PLAYWRIGHT: readonly Actor[] = [
  driver('fill, click', 'development', async (page, prompt) => {
    await page.fill(COMPOSER, prompt);
    await page.click(SEND);
  }),
  driver('pressSequentially, Enter', 'development', async (page, prompt) => {
    await page.locator(COMPOSER).pressSequentially(prompt);
    await page.keyboard.press('Enter');
  }),
  driver('pressSequentially with delay, click', 'held-out', async (page, prompt) => {
    await page.locator(COMPOSER).pressSequentially(prompt, { delay: 80 });
    await page.click(SEND);
  }),
  driver('insertText, Enter', 'held-out', async (page, prompt) => {
    await page.focus(COMPOSER);
    await page.keyboard.insertText(prompt);
    await page.keyboard.press('Enter');
  }),
];
