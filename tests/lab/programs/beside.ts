/** A program at work in the very page in which a person works, too. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Interaction } from '../../../core/interaction.ts';
import type { Actor } from '../actor.ts';
import { COMPOSER, exchange } from '../app.ts';
import type { LabBrowser, Stage } from '../browser/lab-browser.ts';
import { Chance } from '../chance.ts';
import { actsOf, perform } from '../people/acts.ts';
import { personOf } from '../people/person.ts';
import { read } from '../people/reading.ts';
import { addAgentLoop, BY_OLLAMA } from './backend.ts';
import { addConsoleLoop, ASK_PAST_SCREEN } from './console.ts';
import { openAgain } from './extension-bot.ts';
import { EXCHANGES } from './program.ts';
import { connectSelenium } from './selenium.ts';
import { addUserscript, BY_FETCH } from './userscripts.ts';

/** As everybody with an even number: the usual ways. */
const USUAL = 0;

/** `over`: what the page shows once the program is done; its person goes on until then. */
function beside(
  about: Pick<Actor, 'name' | 'split' | 'prepare'>,
  seed: number,
  isProgram: (interaction: Interaction) => boolean,
  over: string,
  begin: (stage: Stage, lab: LabBrowser) => Promise<void>,
): Actor {
  return {
    kind: 'program',
    ...about,
    whose: (interaction) => (isProgram(interaction) ? 'program' : 'person'),
    perform: async (stage, lab, tell) => {
      tell('beside a person');
      await begin(stage, lab);
      const { page } = stage;
      const person = personOf(new Chance(seed));
      for (let index = 0; (await page.$(over)) === null; index += 1) {
        const [act] = actsOf(person, USUAL, 1);
        if (act === undefined) throw new Error('This person does nothing.');
        await page.focus(COMPOSER);
        await exchange(stage, () => perform(page, person, act, index));
        await read(page, person);
      }
    },
  };
}

export const BESIDE_PEOPLE: readonly Actor[] = [
  beside(
    {
      name: 'Userscript beside a person',
      split: 'development',
      prepare: (page) => addUserscript(page, BY_FETCH, 6_300),
    },
    1_900,
    ({ model }) => model === 'northwind-burn',
    'html[data-script=over]',
    () => Promise.resolve(),
  ),
  beside(
    { name: 'Browser extension beside a person', split: 'development' },
    2_900,
    ({ protocol }) => protocol === 'anthropic-messages',
    'html[data-bot=over]',
    ({ page, server }) => openAgain(page, `${server.url}/#bot-beside`),
  ),
  beside(
    { name: 'Selenium beside a person', split: 'development' },
    3_900,
    ({ model }) => model === 'northwind-burn',
    'html[data-script=over]',
    async (stage, lab) => {
      const { driver, end } = await connectSelenium(stage, lab);
      const burn = async () => {
        for (let count = 0; count < EXCHANGES; count += 1) {
          await pause(5_500);
          await driver.executeScript(`const text = 'and point ${count}'; ${BY_FETCH}`);
        }
        await driver.executeScript("document.documentElement.setAttribute('data-script', 'over')");
        await end();
      };
      void burn();
    },
  ),
  beside(
    {
      name: 'Console loop beside a person',
      split: 'development',
      prepare: (page) => addConsoleLoop(page, ASK_PAST_SCREEN, [3_000, 9_000]),
    },
    4_900,
    ({ model }) => model === 'northwind-burn',
    'html[data-loop=over]',
    () => Promise.resolve(),
  ),
  beside(
    {
      name: 'Agent loop beside a person',
      split: 'held-out',
      prepare: (page) => addAgentLoop(page, 5_900, BY_OLLAMA),
    },
    5_900,
    ({ protocol }) => protocol === 'ollama',
    'html[data-loop=over]',
    () => Promise.resolve(),
  ),
];
