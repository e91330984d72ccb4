/** Keys and clicks of the operating system, by the command-line tools people use for it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import type { LabBrowser, Stage } from '../browser/lab-browser.ts';
import { Chance } from '../chance.ts';
import { middleOf } from '../people/hands.ts';
import { holdOf, intervalOf, personOf } from '../people/person.ts';
import { program } from './program.ts';

const run = promisify(execFile);

type Tool = (...args: readonly string[]) => Promise<void>;
type Place = (selector: string) => Promise<{ x: number; y: number }>;

type Command = 'xte' | 'xdotool' | 'xmacroplay';

function driver(
  command: Command,
  name: string,
  send: (tool: Tool, place: Place, prompt: string) => Promise<void>,
  kind: Actor['kind'] = 'program',
): Actor {
  const split = kind === 'replay' ? 'held-out' : 'development';
  return program({ name: `${command} ${name}`, split, kind, headed: true }, async (stage, lab) => {
    await stage.page.bringToFront();
    const tool = toolOf(command, lab);
    const place: Place = (selector) => placeOnScreen(stage, selector);
    return { send: (prompt) => send(tool, place, prompt) };
  });
}

function toolOf(command: Command, { display }: LabBrowser): Tool {
  if (display === null) throw new Error(`${command} needs a display.`);
  const env = { ...process.env, DISPLAY: display };
  return async (...args) => {
    if (command !== 'xmacroplay') {
      await run(command, [...args], { env });
      return;
    }
    // A macro is read line by line; what comes first is an option and its value.
    const [option = '', value = '', ...lines] = args;
    const playing = run(command, [option, value, display], { env });
    playing.child.stdin?.end(`${lines.join('\n')}\n`);
    await playing;
  };
}

export async function placeOnScreen({ page }: Stage, selector: string) {
  const { x, y } = await middleOf(page, selector);
  const origin = await page.evaluate(() => ({
    x: window.screenX + (window.outerWidth - window.innerWidth) / 2,
    y: window.screenY + window.outerHeight - window.innerHeight,
  }));
  return { x: Math.round(origin.x + x), y: Math.round(origin.y + y) };
}

async function xteClick(tool: Tool, place: Place, selector: string): Promise<void> {
  const { x, y } = await place(selector);
  await tool(`mousemove ${x} ${y}`, 'mouseclick 1');
}

async function macroClick(place: Place, selector: string): Promise<string[]> {
  const { x, y } = await place(selector);
  return [`MotionNotify ${x} ${y}`, 'ButtonPress 1', 'ButtonRelease 1'];
}

function keysOf(prompt: string): string[] {
  return [...prompt].map((letter) => `KeyStr ${letter === ' ' ? 'space' : letter}`);
}

async function xdotoolClick(tool: Tool, place: Place, selector: string): Promise<void> {
  const { x, y } = await place(selector);
  await tool('mousemove', String(x), String(y), 'click', '1');
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

export const OS_INPUT: readonly Actor[] = [
  driver('xte', 'str, key Return', async (tool, place, prompt) => {
    await xteClick(tool, place, COMPOSER);
    await tool(`str ${prompt}`, 'key Return');
  }),
  driver('xte', 'keys with pauses, click', async (tool, place, prompt) => {
    await xteClick(tool, place, COMPOSER);
    await tool(
      ...[...prompt].flatMap((letter) => [
        `key ${letter === ' ' ? 'space' : letter}`,
        'usleep 70000',
      ]),
    );
    await xteClick(tool, place, SEND);
  }),
  driver('xdotool', 'type, key Return', async (tool, place, prompt) => {
    await xdotoolClick(tool, place, COMPOSER);
    await tool('type', prompt);
    await tool('key', 'Return');
  }),
  driver('xdotool', 'type with delay, click', async (tool, place, prompt) => {
    await xdotoolClick(tool, place, COMPOSER);
    await tool('type', '--delay', '90', prompt);
    await xdotoolClick(tool, place, SEND);
  }),
  driver('xmacroplay', 'keys, Return', async (tool, place, prompt) => {
    await tool(
      '-d',
      '20',
      ...(await macroClick(place, COMPOSER)),
      ...keysOf(prompt),
      'KeyStr Return',
    );
  }),
  driver('xmacroplay', 'keys with delay, click', async (tool, place, prompt) => {
    const toComposer = await macroClick(place, COMPOSER);
    const toButton = await macroClick(place, SEND);
    await tool('-d', '75', ...toComposer, ...keysOf(prompt), ...toButton);
  }),
  driver(
    'xdotool',
    'replay of a person',
    async (tool, place, prompt) => {
      await xdotoolClick(tool, place, COMPOSER);
      await tool(...replayOf(7, prompt));
      await tool('keydown', 'Return', 'sleep', '0.09', 'keyup', 'Return');
    },
    'replay',
  ),
];
