/** The demo with the extension watching it, turned on as a person turns it on. */
import type { Page } from 'puppeteer-core';
import { type ModelServer, startModelServer } from '../../../demo/model-server/model-server.ts';
import { type BROWSERS, launch } from './launch.ts';
import type { Rig } from './rig.ts';
import { rowsOf } from './rows-of.ts';
import { turnOn } from './turn-on.ts';
import { until } from '../../until.ts';

export interface WatchedDemo {
  rig: Rig;
  server: ModelServer;
  page: Page;
  /** One of the extension's pages, to look at what is kept. */
  inside: Page;
  /** Resolves when as many interactions are kept as exchanges were served. */
  allKept(): Promise<void>;
  /** How many interactions are kept. */
  kept(): Promise<number>;
  /** How many calls are known that are not over. */
  underWay(): Promise<number>;
  close(): Promise<void>;
}

export async function watchDemo(browser: (typeof BROWSERS)[number]): Promise<WatchedDemo> {
  const server = await startModelServer('.output/demo-app');
  const rig = await launch(browser);
  const page = await rig.open(`${server.url}/`);
  await turnOn(rig, page);
  const inside = await rig.extensionPage('dashboard.html');
  await page.bringToFront();
  const kept = () => rowsOf(inside, 'interactions');
  return {
    rig,
    server,
    page,
    inside,
    allKept: async () => {
      await until(async () => (await kept()) === server.truth.entries.length && allOver(server));
    },
    kept,
    underWay: () => rowsOf(inside, 'underWay'),
    close: async () => {
      await rig.close();
      await server.close();
    },
  };
}

function allOver(server: ModelServer): boolean {
  return server.truth.entries.every(({ endedAt }) => endedAt !== null);
}
