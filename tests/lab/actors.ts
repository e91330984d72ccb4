/** Everybody and everything in the laboratory. Whole tools are held out, never ways of using one. */
import type { Actor } from './actor.ts';
import { PEOPLE_ACTORS } from './people/people.ts';
import { BACKENDS } from './programs/backend.ts';
import { BESIDE_PEOPLE } from './programs/beside.ts';
import { BROWSER_AGENTS } from './programs/browser-agent.ts';
import { CONSOLE_LOOPS } from './programs/console.ts';
import { DEVTOOLS } from './programs/devtools.ts';
import { EXTENSION_BOT } from './programs/extension-bot.ts';
import { OS_INPUT } from './programs/os-input.ts';
import { PLAYWRIGHT } from './programs/playwright.ts';
import { PUPPETEER } from './programs/puppeteer.ts';
import { PYNPUT } from './programs/pynput.ts';
import { SELENIUM } from './programs/selenium.ts';
import { TOUCH } from './programs/touch.ts';
import { USERSCRIPTS } from './programs/userscripts.ts';

export const ACTORS: readonly Actor[] = [
  ...PEOPLE_ACTORS,
  ...PUPPETEER,
  ...PLAYWRIGHT,
  ...SELENIUM,
  ...DEVTOOLS,
  ...TOUCH,
  ...USERSCRIPTS,
  ...CONSOLE_LOOPS,
  ...BACKENDS,
  ...BESIDE_PEOPLE,
  EXTENSION_BOT,
  ...BROWSER_AGENTS,
  ...OS_INPUT,
  ...PYNPUT,
];
