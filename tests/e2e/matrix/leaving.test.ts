/** The page goes away in the midst of its answers: to another address, or with its tab. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../../demo/app/wire/all.ts';
import { BROWSERS } from '../rig/launch.ts';
import { type WatchedDemo, watchDemo } from '../rig/watched-demo.ts';
import { until } from '../../until.ts';

const PROTOCOLS = Object.keys(WIRES) as WireName[];
/** A browser opens no more connections to one host. */
const AT_ONCE = 6;

const WAYS = {
  'to another address': (page: Page) => page.goto('about:blank'),
  'with its tab': (page: Page) => page.close(),
};
type Way = keyof typeof WAYS;

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  it.each(Object.keys(WAYS) as Way[])('a page that leaves %s', async (way) => {
    const before = demo.server.truth.entries.length;
    for (let first = 0; first < PROTOCOLS.length; first += AT_ONCE) {
      const protocols = PROTOCOLS.slice(first, first + AT_ONCE);
      const page = await demo.rig.open(demo.server.url);
      const begun = demo.server.truth.entries.length;
      await page.evaluate((names) => {
        for (const [index, protocol] of names.entries()) {
          const behaviour = { pieces: 500, pace: 10 };
          const transport = index % 2 === 0 ? 'fetch' : 'xhr';
          void window.workspace.speak({ protocol, behaviour, transport });
        }
      }, protocols);
      const entries = () => demo.server.truth.entries.slice(begun);
      const underWay = () => entries().filter(({ chunksSent }) => chunksSent > 3);
      await until(() => underWay().length === protocols.length);
      // A closed tab may take its last messages with it; what it told before is kept.
      await until(async () => (await demo.underWay()) === protocols.length);
      await WAYS[way](page);
      await until(() => entries().every(({ endedAt }) => endedAt !== null));
      await until(async () => (await demo.underWay()) === 0);
    }
    await demo.allKept();
    const { interactions } = await demo.rig.exportLedger();
    const outcomes = demo.server.truth.entries.slice(before).map(({ protocol, outcome }) => ({
      protocol,
      outcome,
    }));
    const recorded = interactions
      .toSorted((left, right) => (left.startedAt < right.startedAt ? -1 : 1))
      .slice(before)
      .map(({ protocol, status }) => ({ protocol, outcome: status }));
    const byName = (left: { protocol: string }, right: { protocol: string }) =>
      left.protocol < right.protocol ? -1 : 1;
    expect(recorded.toSorted(byName)).toEqual(outcomes.toSorted(byName));
    expect(recorded.every(({ outcome }) => outcome === 'aborted')).toBe(true);
  });
});
