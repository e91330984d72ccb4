/**
 * Whether a page may be watched right now. The background writes down which sites are on, so that
 * pages already open hear at once when theirs is turned off: the scripts in them would run on.
 */
import { browser } from 'wxt/browser';
import { isPaused } from '../core/pause.ts';
import { covers, isMatchPattern, type MatchPattern } from '../core/sites/site.ts';
import { readStored, watchStored } from './stored-settings.ts';

const KEY = 'sitesOn';

/** The sites that are on, as the background last wrote them down. */
export async function readSitesOn(): Promise<MatchPattern[]> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.filter(isMatchPattern) : [];
}

export async function writeSitesOn(patterns: readonly MatchPattern[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: patterns });
}

/** `site`: an origin, or any address of it. */
export async function mayWatch(site: string): Promise<boolean> {
  const [settings, on] = await Promise.all([readStored(), readSitesOn()]);
  return !isPaused(settings) && on.some((pattern) => covers(pattern, site));
}

/** Calls back after every change of pause or sites. */
export function watchMayWatch(site: string, changed: (may: boolean) => void): void {
  const look = () => void mayWatch(site).then(changed);
  watchStored(look);
  browser.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) look();
  });
}
