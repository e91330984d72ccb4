import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../lab/actor.ts';
import { COMPOSER, exchange } from '../lab/app.ts';
import { type LabBrowser, launchLabBrowser } from '../lab/browser/lab-browser.ts';
import { Chance } from '../lab/chance.ts';
import { watch } from '../lab/collect.ts';
import { judgeAll } from '../lab/measures/judged.ts';
import { click, press, type } from '../lab/people/hands.ts';
import { personOf } from '../lab/people/person.ts';
import { until } from '../until.ts';

const PROMPT = 'explain the last change to a new colleague';

const PERSON: Actor = {
  name: 'a person',
  split: 'development',
  kind: 'person',
  namesChats: true,
  perform: async (stage) => {
    const person = personOf(new Chance(1));
    await exchange(stage, async () => {
      await click(stage.page, person, COMPOSER);
      await type(stage.page, person, PROMPT);
      await press(stage.page, person, 'Enter');
    });
    // Its own, and the one that the app makes of it.
    await until(() => stage.server.truth.entries.length === 2);
  },
};

const DRIVER: Actor = {
  name: 'a driver',
  split: 'development',
  kind: 'program',
  perform: (stage) =>
    exchange(stage, async () => {
      await stage.page.type(COMPOSER, PROMPT);
      await stage.page.keyboard.press('Enter');
    }),
};

let lab: LabBrowser;
beforeAll(async () => {
  lab = await launchLabBrowser({ screen: 'none' });
});
afterAll(() => lab.close());

describe('the laboratory', () => {
  it('sees a person type, and the app name the chat by itself', async () => {
    const judged = judgeAll(await watch(PERSON, lab));
    expect(judged.map(({ verdict }) => verdict.class)).toEqual(['hands-on', 'delegated']);
  });

  it('sees a driver type', async () => {
    const [typed] = judgeAll(await watch(DRIVER, lab));
    expect(typed?.verdict.evidence.map(({ id }) => id)).toContain('typed-like-a-machine');
    expect(typed?.verdict.class).not.toBe('hands-on');
  });

  it('keeps none of what was written', async () => {
    const [recording] = await watch(PERSON, lab);
    const kept = JSON.stringify(recording);
    const words = PROMPT.split(' ').filter((word) => word.length > 3);
    expect(words.length).toBeGreaterThan(3);
    for (const word of words) expect(kept).not.toContain(word);
    expect(kept).not.toContain('127.0.0.1');
  });
});
