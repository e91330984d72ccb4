/** The people of the laboratory, each with a seed, and so in one split alone. */
import type { Actor } from '../actor.ts';
import { COMPOSER, exchange } from '../app.ts';
import { Chance } from '../chance.ts';
import type { Split } from '../recording.ts';
import { actsOf, perform, runAgent } from './acts.ts';
import { personOf } from './person.ts';
import { comeBack, leave, read, stays } from './reading.ts';

/** With so many interactions and nobody wronged, the upper bound of those wronged is under 1 %. */
const PEOPLE = 24;
const EXCHANGES = 14;
const FIRST_SEED: Record<Split, number> = { development: 1_000, 'held-out': 5_000 };

function personActor(split: Split, number: number): Actor {
  return {
    name: `person ${number + 1}`,
    split,
    kind: 'person',
    namesChats: number % 3 === 1,
    perform: async (stage, lab, tell) => {
      const person = personOf(new Chance(FIRST_SEED[split] + number));
      const { page, server } = stage;
      await lab.browser
        .defaultBrowserContext()
        .setPermission(server.url, { permission: { name: 'clipboard-write' }, state: 'granted' });
      for (const [index, act] of actsOf(person, number, EXCHANGES).entries()) {
        tell(act.name);
        await page.focus(COMPOSER);
        const staying = stays(person);
        await exchange(stage, async () => {
          await perform(page, person, act, index);
          if (!staying) await leave(page);
        });
        await (staying ? read(page, person) : comeBack(page, person));
      }
      if (number % 3 !== 0) return;
      tell('agent run');
      await runAgent(page, person);
      await page.waitForSelector('[data-testid=agent][data-busy=true]');
      await page.waitForSelector('[data-testid=agent][data-busy=false]');
    },
  };
}

export const PEOPLE_ACTORS: readonly Actor[] = (['development', 'held-out'] as const).flatMap(
  (split) => Array.from({ length: PEOPLE }, (_, number) => personActor(split, number)),
);
