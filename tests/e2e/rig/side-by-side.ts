/**
 * The same page with and without us, in one browser and one run: one server, once by an address
 * that is watched, once by a name that is not.
 */
import type { Page } from 'puppeteer-core';
import type { Hurry } from './hurry.ts';
import type { BROWSERS } from './launch.ts';
import { startTransportServer, type TransportServer } from './transport-server.ts';
import { type WatchedDemo, watchDemo } from './watched-demo.ts';

/** What `tests/e2e/pages/witness.js` gives a page. */
interface Witness {
  shape: (owner: object, name: string | symbol) => unknown;
  error: (reason: unknown) => unknown;
  caught: (work: () => unknown) => Promise<unknown>;
  caughtAtOnce: (work: () => unknown) => unknown;
  happens: (target: EventTarget, name: string) => Promise<Event>;
  hears: (
    target: EventTarget,
    names: readonly string[],
    say: (event: Event & ProgressEvent & MessageEvent & CloseEvent) => unknown[],
  ) => string[];
}

declare global {
  interface Window {
    witness: Witness;
    hurry: Hurry;
  }
}

export interface SideBySide {
  demo: WatchedDemo;
  transports: TransportServer;
  watched: Page;
  unwatched: Page;
  /** What both pages say, told apart by nothing but the host. */
  compare: (look: () => unknown) => Promise<{ ours: unknown; theirs: unknown }>;
  /** What one of them says, with the name of its host left out. */
  said: (page: Page, look: () => unknown) => Promise<unknown>;
  close: () => Promise<void>;
}

export async function openSideBySide(browser: (typeof BROWSERS)[number]): Promise<SideBySide> {
  const demo = await watchDemo(browser);
  const transports = await startTransportServer();
  const unwatched = await demo.rig.open(`${transports.unwatchedUrl}/`);
  const watched = await demo.rig.open(`${transports.url}/`);
  const said = async (page: Page, look: () => unknown): Promise<unknown> =>
    JSON.parse(
      JSON.stringify((await page.evaluate(look)) ?? null).replaceAll('localhost', '127.0.0.1'),
    );
  return {
    demo,
    transports,
    watched,
    unwatched,
    said,
    compare: async (look) => {
      const [ours, theirs] = await Promise.all([said(watched, look), said(unwatched, look)]);
      return { ours, theirs };
    },
    close: async () => {
      await demo.close();
      await transports.close();
    },
  };
}
