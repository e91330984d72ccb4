/** The background dies while answers stream; nothing may be lost, and nothing counted twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithTruth } from './rig/compare.ts';
import { BROWSERS } from './rig/launch.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';
import { until } from '../until.ts';

const KILLS = 50;
/** Answers under way at once. */
const LANES = 4;

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  it(`loses and doubles nothing when the background is killed ${KILLS} times`, async () => {
    const killing = new AbortController();
    const lane = async (number: number) => {
      for (let index = 0; !killing.signal.aborted; index += 1) {
        await demo.page.evaluate(
          (model) =>
            window.workspace.runExchange({
              client: 'openai',
              prompt: 'Go on.',
              model,
              behaviour: { pieces: 12, pace: 4 },
            }),
          `lane-${number}-${index}`,
        );
      }
    };
    const lanes = Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    const kill = async () => {
      for (let kills = 0, kept = 0; kills < KILLS;) {
        // Every other time it lives until it has kept something: on a slow machine it would
        // otherwise be killed before it ever got to work.
        if (kills % 2 === 1) kept = await moreKept(demo, kept);
        // At every kill another answer has just ended, and its delivery may be anywhere.
        const before = ended(demo);
        await until(() => ended(demo) > before);
        if (await demo.rig.killBackground()) kills += 1;
      }
      killing.abort();
    };
    await Promise.all([kill(), lanes]);
    await demo.allKept();
    const { interactions, rollups } = await demo.rig.exportLedger();
    const { entries } = demo.server.truth;
    expect(entries.length).toBeGreaterThan(KILLS);
    expect(compareWithTruth(interactions, entries).differences).toEqual([]);
    const counted = rollups.reduce((sum, rollup) => sum + rollup.interactions, 0);
    expect(counted).toBe(entries.length);
    console.log(
      `${browser}: ${entries.length} served, ${interactions.length} recorded, ${KILLS} kills`,
    );
  });
});

/** Resolves to how many interactions are kept, once they are more than so many. */
function moreKept(demo: WatchedDemo, than: number): Promise<number> {
  return until(async () => {
    const kept = await demo.kept();
    return kept > than && kept;
  });
}

function ended({ server }: WatchedDemo): number {
  return server.truth.entries.filter(({ endedAt }) => endedAt !== null).length;
}
