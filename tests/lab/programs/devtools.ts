/** The DevTools protocol spoken by hand, as small scripts do. */
import type { CDPSession } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import type { Stage } from '../browser/lab-browser.ts';
import { middleOf } from '../people/hands.ts';
import { program } from './program.ts';

type SendBy = (client: CDPSession, stage: Stage, prompt: string) => Promise<void>;

function devtools(name: string, sendBy: SendBy): Actor {
  return program({ name: `DevTools ${name}`, split: 'development' }, async (stage) => {
    const client = await stage.page.createCDPSession();
    return { send: (prompt) => sendBy(client, stage, prompt) };
  });
}

async function clickOn(client: CDPSession, { page }: Stage, selector: string): Promise<void> {
  const { x, y } = await middleOf(page, selector);
  const at = { x, y, button: 'left', clickCount: 1 } as const;
  await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
  await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
}

async function strike(client: CDPSession, key: string, code: string, text: string): Promise<void> {
  const about = { key, code, text, windowsVirtualKeyCode: key === 'Enter' ? 13 : 0 };
  await client.send('Input.dispatchKeyEvent', { type: 'keyDown', ...about });
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...about });
}

export const DEVTOOLS: readonly Actor[] = [
  devtools('insertText, Enter', async (client, stage, prompt) => {
    await clickOn(client, stage, COMPOSER);
    await client.send('Input.insertText', { text: prompt });
    await strike(client, 'Enter', 'Enter', '\r');
  }),
  devtools('dispatchKeyEvent, click', async (client, stage, prompt) => {
    await clickOn(client, stage, COMPOSER);
    for (const letter of prompt) {
      const code = letter === ' ' ? 'Space' : `Key${letter.toUpperCase()}`;
      await strike(client, letter, code, letter);
    }
    await clickOn(client, stage, SEND);
  }),
];
