/** The people of the laboratory, each with a seed, and so in one split alone. */
import { act, actsOf, read, runAgent } from './acts.ts';
import type { Actor } from './actor.ts';
import { COMPOSER, exchange } from './app.ts';
import { Chance } from './chance.ts';
import { personOf } from './person.ts';
import type { Split } from './recording.ts';

const PEOPLE = 24;
const EXCHANGES = 14;

function personActor(split: Split, number: number): Actor {
  const seed = split === 'development' ? 1_000 + number : 2_000 + number;
  return {
    name: `person ${number + 1}`,
    split,
    kind: 'person',
    perform: async (stage, lab, tell) => {
      const person = personOf(new Chance(seed));
      const { page, server } = stage;
      await lab.browser
        .defaultBrowserContext()
        .setPermission(server.url, { permission: { name: 'clipboard-write' }, state: 'granted' });
      for (const [index, named] of actsOf(person, EXCHANGES).entries()) {
        tell(named.name);
        await page.focus(COMPOSER);
        await exchange(stage, () => act(page, person, named, index));
        await read(page, person);
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
