/** A browser made to look like a phone, whose screen a driver touches. */
import type { CDPSession } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import type { Stage } from '../browser/lab-browser.ts';
import { middleOf } from '../people/hands.ts';
import { program } from './program.ts';

type SendBy = (client: CDPSession, stage: Stage, prompt: string) => Promise<void>;

function touch(name: string, sendBy: SendBy): Actor {
  return program({ name: `Touch driver, ${name}`, split: 'held-out' }, async (stage) => {
    const client = await stage.page.createCDPSession();
    await client.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    return { send: (prompt) => sendBy(client, stage, prompt) };
  });
}

async function tap(client: CDPSession, { page }: Stage, selector: string): Promise<void> {
  const point = await middleOf(page, selector);
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

export const TOUCH: readonly Actor[] = [
  touch('inserts, taps', async (client, stage, prompt) => {
    await tap(client, stage, COMPOSER);
    await client.send('Input.insertText', { text: prompt });
    await tap(client, stage, SEND);
  }),
  touch('types with chance pauses, taps', async (client, stage, prompt) => {
    await tap(client, stage, COMPOSER);
    for (const letter of prompt) {
      await client.send('Input.dispatchKeyEvent', { type: 'keyDown', key: letter, text: letter });
      await client.send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter });
      await new Promise((done) => setTimeout(done, 30 + Math.random() * 120));
    }
    await tap(client, stage, SEND);
  }),
];
