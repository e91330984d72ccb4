/** "Try it": the exchanges of a site, live, for as long as somebody looks. Nothing is kept. */
import { browser } from 'wxt/browser';
import { Sighting } from '../core/sites/sighting.ts';
import type { MatchPattern } from '../core/sites/site.ts';
import { SIGHTINGS } from './page-link.ts';

/** In the dashboard: every open tab of the site, and those that are loaded later. */
export function watchSightings(
  pattern: MatchPattern,
  seen: (sighting: Sighting) => void,
): () => void {
  const ports = new Map<number, { disconnect: () => void }>();
  const connect = (tabId: number) => {
    ports.get(tabId)?.disconnect();
    const port = browser.tabs.connect(tabId, { name: SIGHTINGS });
    ports.set(tabId, port);
    port.onMessage.addListener((message: unknown) => {
      const { success, data } = Sighting.safeParse(message);
      if (success) seen(data);
    });
  };
  const loaded = (tabId: number, change: { status?: string }) => {
    if (change.status !== 'complete') return;
    void browser.tabs.query({ url: pattern }).then((tabs) => {
      if (tabs.some(({ id }) => id === tabId)) connect(tabId);
      return tabs;
    });
  };
  browser.tabs.onUpdated.addListener(loaded);
  void browser.tabs.query({ url: pattern }).then((tabs) => {
    for (const { id } of tabs) if (id !== undefined) connect(id);
    return tabs;
  });
  return () => {
    browser.tabs.onUpdated.removeListener(loaded);
    for (const port of ports.values()) port.disconnect();
  };
}
