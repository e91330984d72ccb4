/** Connects a collector to its page: the hook's port, the person's input, the page's end. */
import type { Draft } from '../core/interaction.ts';
import type { RecordReply, RecordRequest } from '../core/messages.ts';
import { everyday } from '../core/protocols/everyday.ts';
import type { PackName } from '../core/protocols/pack.ts';
import type { KeyedHash } from '../core/provenance/repetition.ts';
import type { Sighting } from '../core/sites/sighting.ts';
import { Collector } from './collector.ts';
import type { CollectorFrame } from './frames.ts';
import { InputWatch } from './input.ts';
import { Leisure } from './leisure.ts';
import { HELLO, OFFER } from './meeting.ts';
import { Outbox } from './outbox.ts';
import { Shelf } from './shelf.ts';
import { siteOfPage } from './site-of-page.ts';

/** What the extension lends a page. */
export interface Lent {
  deliver: (request: RecordRequest) => Promise<RecordReply>;
  foretell: (id: Draft['id'], draft: Draft | null) => void;
  extensionLives: () => boolean;
  newId: (at: number) => string;
  hash: () => Promise<(name: string) => string>;
  /** Another key than that of names, and not for long. */
  sketchHash: () => Promise<KeyedHash>;
  /** What is known of the site's app, by the person or the company. */
  adapters: (site: string) => Promise<readonly unknown[]>;
  /** Somebody wants to see the page's exchanges: `show` begins, and returns how to stop. */
  whenWatched: (show: (tell: (sighting: Sighting) => void) => () => void) => void;
  /** Resolves when the pack's script has run in this page. */
  fetchPack: (name: PackName) => Promise<void>;
  /** Whether the person wants this page watched now, and whenever that changes. */
  mayWatch: (site: string) => Promise<boolean>;
  watchMayWatch: (site: string, changed: (may: boolean) => void) => void;
}

export function startCollector(lent: Lent): void {
  // Input counts from the first moment, also while settings are still being read.
  const input = new InputWatch(window);
  meetHook((port) => {
    void connect(port, input, lent);
  });
}

/** Both scripts are here before the page's first, so the first offer is the hook's own. */
function meetHook(met: (port: MessagePort) => void): void {
  const offered = new AbortController();
  document.addEventListener(
    OFFER,
    (event) => {
      const port = event instanceof MessageEvent ? event.ports[0] : undefined;
      if (port === undefined) return;
      offered.abort();
      met(port);
    },
    { signal: offered.signal },
  );
  document.dispatchEvent(new Event(HELLO));
}

async function connect(port: MessagePort, input: InputWatch, lent: Lent): Promise<void> {
  const site = siteOfPage();
  const tell = (frame: CollectorFrame) => port.postMessage(frame);
  // Until the port is started the browser holds its frames for us.
  const shelf = new Shelf(everyday, lent.fetchPack);
  const [watching, hash, adapters] = await Promise.all([
    lent.mayWatch(site),
    lent.hash(),
    lent.adapters(site),
  ]);
  const [screen] = adapters.length === 0 ? [] : await shelf.describe(adapters);
  const retire = () => {
    input.stop();
    port.onmessage = null;
    tell({ type: 'retire' });
  };
  const outbox = new Outbox({
    deliver: (request) => {
      if (lent.extensionLives()) return lent.deliver(request);
      retire();
      // Nobody is left to deliver to, now or later.
      return new Promise(() => {});
    },
    later,
    page: lent.newId(Date.now()),
    site,
  });
  const collector = new Collector({
    site,
    shelf,
    later,
    input,
    outbox,
    tell,
    foretell: (id, draft) => {
      if (lent.extensionLives()) lent.foretell(id, draft);
    },
    wall: Date.now,
    steady,
    newId: lent.newId,
    hash,
    reading: async () => {
      const pack = await shelf.reading();
      if (pack === undefined) return null;
      const sketchHash = await lent.sketchHash();
      const report: Outbox['look'] = (id, facts) => outbox.look(id, facts);
      return {
        sketchOf: (prompt) => pack.sketchOf(prompt, sketchHash),
        attention: new pack.AttentionWatch({ window, steady, later, report }),
      };
    },
    page: () => ({
      visible: document.visibilityState === 'visible',
      focused: document.hasFocus(),
      webdriver: navigator.webdriver,
    }),
  });
  collector.watch(watching);
  lent.whenWatched((seen) => collector.show(seen));
  if (screen !== undefined) void collector.watchScreen(screen);
  lent.watchMayWatch(site, (may) => collector.watch(may));
  const hear = (data: unknown) => {
    // Asked before anything is looked at: after an update nobody may read in this page any more.
    if (lent.extensionLives()) collector.hear(data);
    else retire();
  };
  const leisure = new Leisure({ hear, later, whenIdle, steady });
  const finishUnseen = () => {
    if (document.hidden) leisure.finish();
  };
  const finishAll = () => {
    leisure.finish();
    collector.close();
  };
  document.addEventListener('visibilitychange', finishUnseen, { capture: true });
  window.addEventListener('pagehide', finishAll, { capture: true });
  port.onmessage = ({ data }) => {
    leisure.take(data);
    finishUnseen();
  };
}

function later(callback: () => void, milliseconds: number): void {
  setTimeout(callback, milliseconds);
}

function steady(): number {
  return performance.now();
}

/** Calls back with how many ms the pause will last. */
function whenIdle(callback: (left: number) => void, timeout: number): void {
  requestIdleCallback((pause) => callback(pause.timeRemaining()), { timeout });
}
