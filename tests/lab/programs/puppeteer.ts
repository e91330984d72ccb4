/** Puppeteer, as its own documentation shows it. */
import type { Page } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import { program } from './program.ts';

function driver(
  name: string,
  send: (page: Page, prompt: string) => Promise<void>,
  namesChats = false,
): Actor {
  const about = { name: `Puppeteer ${name}`, split: 'development', namesChats } as const;
  return program(about, async ({ page }) => ({ send: (prompt) => send(page, prompt) }));
}

export const PUPPETEER: readonly Actor[] = [
  driver(
    'type, Enter',
    async (page, prompt) => {
      await page.type(COMPOSER, prompt);
      await page.keyboard.press('Enter');
    },
    true,
  ),
  driver('type with delay, click', async (page, prompt) => {
    await page.type(COMPOSER, prompt, { delay: 60 });
    await page.click(SEND);
  }),
  driver('type with chance delays, Enter', async (page, prompt) => {
    await page.focus(COMPOSER);
    for (const letter of prompt) {
      await page.keyboard.press(letter as 'a', { delay: 30 + Math.random() * 90 });
    }
    await page.keyboard.press('Enter', { delay: 40 });
  }),
  driver('sendCharacter, click', async (page, prompt) => {
    await page.focus(COMPOSER);
    await page.keyboard.sendCharacter(`${prompt} once more`);
    await page.click(SEND);
  }),
];
