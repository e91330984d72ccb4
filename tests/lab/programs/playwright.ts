/** Playwright, connected to the same browser. */
import { chromium, type Page } from 'playwright-core';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import { program } from './program.ts';

function driver(
  name: string,
  send: (page: Page, prompt: string) => Promise<void>,
  namesChats = false,
): Actor {
  const about = { name: `Playwright ${name}`, split: 'development', namesChats } as const;
  return program(about, async ({ server }, { devtools }) => {
    const connected = await chromium.connectOverCDP(devtools);
    const page = connected
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().startsWith(server.url));
    if (page === undefined) throw new Error('Playwright does not see the page.');
    return { send: (prompt) => send(page, prompt), end: () => connected.close() };
  });
}

export const PLAYWRIGHT: readonly Actor[] = [
  driver('fill, click', async (page, prompt) => {
    await page.fill(COMPOSER, prompt);
    await page.click(SEND);
  }),
  driver(
    'insertText, Enter',
    async (page, prompt) => {
      await page.focus(COMPOSER);
      await page.keyboard.insertText(prompt);
      await page.keyboard.press('Enter');
    },
    true,
  ),
  driver('pressSequentially, Enter', async (page, prompt) => {
    await page.locator(COMPOSER).pressSequentially(prompt);
    await page.keyboard.press('Enter');
  }),
  driver('pressSequentially with delay, click', async (page, prompt) => {
    await page.locator(COMPOSER).pressSequentially(prompt, { delay: 80 });
    await page.click(SEND);
  }),
];
