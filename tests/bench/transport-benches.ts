/** The bars of every transport: one page watched, one not, in turns. */
import type { Page } from 'puppeteer-core';
import { bytesTakenUnread, chunksUntilCancelled } from '../e2e/rig/abandoned.ts';
import type { BROWSERS } from '../e2e/rig/launch.ts';
import type { SideBySide } from '../e2e/rig/side-by-side.ts';
import type { Bar } from './figure.ts';

export interface Bench {
  name: string;
  unit: string;
  bar: Bar | null;
  rounds: number;
  /** Where it can be measured; everywhere where it is left out. */
  only?: (typeof BROWSERS)[number];
  measure: (side: Side) => Promise<number>;
}

/** One of the two pages, in front. */
interface Side {
  page: Page;
  pages: SideBySide;
  watched: boolean;
  /** A name for this round alone. */
  label: string;
}

const MEGABYTE = 1_000_000;
/** What we add. Of milliseconds a frame on the screen has sixteen. */
const ADDED = (atMost: number): Bar => ({ of: 'difference', atMost });
const AT_LEAST = (atLeast: number): Bar => ({ of: 'ratio', atLeast });

type Timed = Exclude<keyof Window['hurry'], 'rested' | 'hearKeys' | 'heardKeys'>;

/** A round in the page's own time, once it rests. */
const inPage =
  (name: Timed, amount: number, divisor = 1): Bench['measure'] =>
  async ({ page }) => {
    await page.evaluate(() => window.hurry.rested());
    const round = await page.evaluate((what, much) => window.hurry[what](much), name, amount);
    return round / divisor;
  };

export const BENCHES: readonly Bench[] = [
  {
    name: 'first byte, fetch',
    unit: 'ms',
    bar: ADDED(2),
    rounds: 9,
    measure: inPage('firstByte', 10),
  },
  {
    name: 'throughput, fetch',
    unit: 'MB/s',
    bar: AT_LEAST(0.7),
    rounds: 7,
    measure: inPage('fetchStream', 200 * MEGABYTE),
  },
  {
    name: 'throughput, XHR',
    unit: 'MB/s',
    bar: AT_LEAST(0.7),
    rounds: 7,
    // The browser holds all of it as text, and is slower the more it holds.
    measure: inPage('xhrStream', 50 * MEGABYTE),
  },
  {
    name: 'throughput, WebSocket',
    unit: 'MB/s',
    bar: AT_LEAST(0.7),
    rounds: 7,
    measure: inPage('socketStream', 200 * MEGABYTE),
  },
  {
    name: '1,000 requests, fetch',
    unit: 'ms each',
    bar: ADDED(0.5),
    rounds: 7,
    measure: inPage('fetches', 1_000, 1_000),
  },
  {
    name: '1,000 requests, XHR',
    unit: 'ms each',
    bar: ADDED(0.5),
    rounds: 7,
    measure: inPage('xhrs', 1_000, 1_000),
  },
  {
    name: '1,000 round trips, WebSocket',
    unit: 'ms each',
    bar: ADDED(0.5),
    rounds: 7,
    measure: inPage('roundTrips', 1_000, 1_000),
  },
  {
    name: 'cancel, fetch',
    unit: 'chunks of 5 ms sent before it arrives',
    bar: ADDED(3),
    rounds: 9,
    measure: async (side) =>
      chunksUntilCancelled(await demoPage(side), side.pages.demo.server, side.label),
  },
  {
    name: 'unread body, fetch',
    unit: 'bytes taken of 200 MB',
    bar: { of: 'ratio', atMost: 1.05 },
    rounds: 5,
    measure: async (side) =>
      bytesTakenUnread(await demoPage(side), side.pages.demo.server, side.label, 200 * MEGABYTE),
  },
  {
    name: 'page load, script',
    unit: 'ms of CPU',
    bar: ADDED(10),
    rounds: 45,
    only: 'chromium',
    measure: async (side) => (await loadMetrics(side)).ScriptDuration,
  },
  {
    name: 'page load, all tasks',
    unit: 'ms of CPU',
    bar: null,
    rounds: 45,
    only: 'chromium',
    measure: async (side) => (await loadMetrics(side)).TaskDuration,
  },
];

/** The demo's page of that side, in front: one behind it is given less room. */
async function demoPage({ pages, watched }: Side): Promise<Page> {
  const page = watched ? pages.demo.page : await unwatchedDemo(pages);
  await page.bringToFront();
  return page;
}

const unwatchedDemos = new WeakMap<SideBySide, Promise<Page>>();

function unwatchedDemo(pages: SideBySide): Promise<Page> {
  const { rig, server } = pages.demo;
  const opened =
    unwatchedDemos.get(pages) ?? rig.open(server.url.replace('127.0.0.1', 'localhost'));
  unwatchedDemos.set(pages, opened);
  return opened;
}

/** Milliseconds that a new page of the demo's app takes until it stands. */
async function loadMetrics({ pages, watched }: Side) {
  const { rig, server } = pages.demo;
  const url = watched ? server.url : server.url.replace('127.0.0.1', 'localhost');
  const page = await rig.open(url);
  await page.waitForSelector('[data-testid=composer]');
  const { ScriptDuration = NaN, TaskDuration = NaN } = await page.metrics();
  await page.close();
  return { ScriptDuration: ScriptDuration * 1_000, TaskDuration: TaskDuration * 1_000 };
}
