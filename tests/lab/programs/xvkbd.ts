/** Keys of the operating system, by a keyboard on the screen that types what it is told. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Actor } from '../actor.ts';
import { COMPOSER } from '../app.ts';
import { program } from './program.ts';

const run = promisify(execFile);

export const XVKBD: readonly Actor[] = [
  program(
    { name: 'xvkbd text', split: 'held-out', headed: true },
    async ({ page }, { display }) => {
      if (display === null) throw new Error('xvkbd needs a display.');
      const env = { ...process.env, DISPLAY: display };
      await page.bringToFront();
      return {
        send: async (prompt) => {
          await page.focus(COMPOSER);
          // Its own word for Return.
          await run('xvkbd', ['-text', `${prompt}\\r`], { env });
        },
      };
    },
  ),
];
