/** The demo with the extension watching it, turned on as a person turns it on. */
import type { Page } from 'puppeteer-core';
import { type ModelServer, startModelServer } from '../../../demo/model-server/model-server.ts';
import { type BROWSERS, launch } from './launch.ts';
import type { Rig } from './rig.ts';
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

/** Popup, "Watch this site", "Reload this page". */
export async function turnOn(rig: Rig, page: Page): Promise<void> {
  const popup = await rig.popup(page);
  await (await popup.waitForSelector('[data-testid=popup-watch]'))?.click();
  const reload = await popup.waitForSelector('[data-testid=popup-reload]');
  await page.evaluate(() => document.body.setAttribute('data-before-reload', ''));
  await reload?.click();
  await page.waitForSelector('body:not([data-before-reload]) [data-testid=composer]');
  if (!popup.isClosed()) await popup.close();
}

function allOver(server: ModelServer): boolean {
  return server.truth.entries.every(({ endedAt }) => endedAt !== null);
}

/** How many rows a table of the ledger holds. */
function rowsOf(inside: Page, table: string): Promise<number> {
  return inside.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const count = database.transaction(name).objectStore(name).count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
      }),
    table,
  );
}
