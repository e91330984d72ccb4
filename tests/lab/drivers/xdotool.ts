/** Keys and clicks of the operating system, by xdotool. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Actor } from '../actor.ts';
import { COMPOSER, exchange, promptOf, SEND } from '../app.ts';
import { Chance } from '../chance.ts';
import { middleOf } from '../hands.ts';
import type { LabBrowser, Stage } from '../lab-browser.ts';
import { holdOf, intervalOf, personOf } from '../person.ts';
import type { Split } from '../recording.ts';

const EXCHANGES = 14;
const run = promisify(execFile);

type Tool = (...args: readonly string[]) => Promise<void>;
type Pointer = (selector: string) => Promise<void>;

function driver(
  name: string,
  split: Split,
  kind: Actor['kind'],
  send: (tool: Tool, clickOn: Pointer, prompt: string) => Promise<void>,
): Actor {
  return {
    name: `xdotool ${name}`,
    split,
    kind,
    headed: true,
    perform: async (stage, lab, tell) => {
      tell(name);
      const tool = toolOf(lab);
      const clickOn: Pointer = async (selector) => {
        const { x, y } = await placeOnScreen(stage, selector);
        await tool('mousemove', String(x), String(y), 'click', '1');
      };
      await stage.page.bringToFront();
      for (let index = 0; index < EXCHANGES; index += 1) {
        await exchange(stage, () => send(tool, clickOn, promptOf(index)));
        await pause(700 + (index % 4) * 300);
      }
    },
  };
}

function toolOf({ display }: LabBrowser): Tool {
  if (display === null) throw new Error('xdotool needs a display.');
  return async (...args) => {
    await run('xdotool', [...args], { env: { ...process.env, DISPLAY: display } });
  };
}

async function placeOnScreen({ page }: Stage, selector: string) {
  const { x, y } = await middleOf(page, selector);
  const origin = await page.evaluate(() => ({
    x: window.screenX + (window.outerWidth - window.innerWidth) / 2,
    y: window.screenY + window.outerHeight - window.innerHeight,
  }));
  return { x: Math.round(origin.x + x), y: Math.round(origin.y + y) };
}

/** One command line that presses and lets go as a person recorded earlier did. */
function replayOf(seed: number, prompt: string): string[] {
  const person = personOf(new Chance(seed));
  return [...prompt].flatMap((letter) => {
    const key = letter === ' ' ? 'space' : letter;
    const hold = holdOf(person) / 1_000;
    const gap = Math.max(5, intervalOf(person) - hold * 1_000) / 1_000;
    return ['keydown', key, 'sleep', hold.toFixed(3), 'keyup', key, 'sleep', gap.toFixed(3)];
  });
}

export const XDOTOOL: readonly Actor[] = [
  driver('type, key Return', 'development', 'program', async (tool, clickOn, prompt) => {
    await clickOn(COMPOSER);
    await tool('type', prompt);
    await tool('key', 'Return');
  }),
  driver('type with delay, click', 'held-out', 'program', async (tool, clickOn, prompt) => {
    await clickOn(COMPOSER);
    await tool('type', '--delay', '90', prompt);
    await clickOn(SEND);
  }),
  driver('replay of a person', 'held-out', 'replay', async (tool, clickOn, prompt) => {
    await clickOn(COMPOSER);
    await tool(...replayOf(7, prompt));
    await tool('keydown', 'Return', 'sleep', '0.09', 'keyup', 'Return');
  }),
];
