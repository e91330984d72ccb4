/** The page the person came from when they opened the popup. */
import { browser } from 'wxt/browser';
import { PresenceReply, PresenceRequest } from '../core/messages.ts';

export interface CurrentTab {
  id: number;
  /** Null where the browser does not tell, which it does for pages no extension may watch. */
  url: string | null;
}

/**
 * Opened from the toolbar the popup is no tab, and the active one is meant. Opened as a page of
 * its own it is the active tab itself, and the one used before it is meant.
 */
export async function currentTab(): Promise<CurrentTab | null> {
  const [tabs, self] = await Promise.all([
    browser.tabs.query({ currentWindow: true }),
    browser.tabs.getCurrent(),
  ]);
  const [latest] = tabs
    .filter((tab) => tab.id !== self?.id)
    .toSorted(
      (a, b) =>
        Number(b.active) - Number(a.active) || (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0),
    );
  return latest?.id === undefined ? null : { id: latest.id, url: latest.url ?? null };
}

/** Whether our collector runs in the tab; it does not before the first reload of a new site. */
export async function collectorRuns(tabId: number): Promise<boolean> {
  const request: PresenceRequest = { type: 'presence' };
  const reply: unknown = await browser.tabs.sendMessage(tabId, request).catch(() => null);
  return PresenceReply.safeParse(reply).success;
}

export async function reloadTab(tabId: number): Promise<void> {
  await browser.tabs.reload(tabId);
}

/** Calls back whenever the tab has loaded a page. Returns its undo. */
export function watchTab(tabId: number, loaded: () => void): () => void {
  const listener = (id: number, change: { status?: string }) => {
    if (id === tabId && change.status === 'complete') loaded();
  };
  browser.tabs.onUpdated.addListener(listener);
  return () => browser.tabs.onUpdated.removeListener(listener);
}

export async function openDashboard(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('/dashboard.html') });
}
