/** Keys and clicks of the operating system, by pynput, as its tutorials show it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import { placeOnScreen } from './os-input.ts';
import { program } from './program.ts';

const run = promisify(execFile);

/** `source`: writes `text` and sends it; `composer` and `send` are the places of both. */
function pynput(name: string, source: string): Actor {
  const script = `
import random, sys, time
from pynput.keyboard import Controller as Keyboard, Key
from pynput.mouse import Button, Controller as Mouse
keyboard, mouse = Keyboard(), Mouse()
text, *places = sys.argv[1:]
composer, send = places[:2], places[2:]
def click(place):
    mouse.position = tuple(map(int, place))
    mouse.click(Button.left, 1)
click(composer)
time.sleep(0.2)
${source}`;
  return program(
    { name: `pynput ${name}`, split: 'development', headed: true },
    async (stage, { display }) => {
      if (display === null) throw new Error('pynput needs a display.');
      const env = { ...process.env, DISPLAY: display };
      await stage.page.bringToFront();
      return {
        send: async (prompt) => {
          const places = [await placeOnScreen(stage, COMPOSER), await placeOnScreen(stage, SEND)];
          const numbers = places.flatMap(({ x, y }) => [String(x), String(y)]);
          await run('/usr/bin/python3', ['-c', script, prompt, ...numbers], { env });
        },
      };
    },
  );
}

export const PYNPUT: readonly Actor[] = [
  pynput(
    'type, Enter',
    `
keyboard.type(text)
keyboard.tap(Key.enter)`,
  ),
  pynput(
    'taps with pauses, click',
    `
for letter in text:
    keyboard.tap(letter)
    time.sleep(0.05)
click(send)`,
  ),
  pynput(
    'taps with chance pauses, Enter',
    `
for letter in text:
    keyboard.tap(letter)
    time.sleep(random.uniform(0.05, 0.25))
time.sleep(1)
keyboard.tap(Key.enter)`,
  ),
];
