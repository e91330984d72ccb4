/** Puppeteer, as its own documentation shows it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
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
    name: `Puppeteer ${name}`,
    split,
    kind: 'program',
    perform: async (stage, _lab, tell) => {
      tell(name);
      for (let index = 0; index < EXCHANGES; index += 1) {
        await exchange(stage, () => send(stage.page, promptOf(index)));
        await pause(700 + (index % 4) * 300);
      }
    },
  };
}

export const PUPPETEER: readonly Actor[] = [
  driver('type, Enter', 'development', async (page, prompt) => {
    await page.type(COMPOSER, prompt);
    await page.keyboard.press('Enter');
  }),
  driver('type with delay, click', 'development', async (page, prompt) => {
    await page.type(COMPOSER, prompt, { delay: 60 });
    await page.click(SEND);
  }),
  driver('type with chance delays, Enter', 'held-out', async (page, prompt) => {
    await page.focus(COMPOSER);
    for (const letter of prompt) {
      await page.keyboard.press(letter as 'a', { delay: 30 + Math.random() * 90 });
    }
    await page.keyboard.press('Enter', { delay: 40 });
  }),
  driver('sendCharacter, click', 'held-out', async (page, prompt) => {
    await page.focus(COMPOSER);
    await page.keyboard.sendCharacter(`${prompt} once more`);
    await page.click(SEND);
  }),
];
