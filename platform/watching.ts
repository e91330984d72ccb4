/**
 * Whether a page may be watched right now. The background writes down which sites are on, so that
 * pages already open hear at once when theirs is turned off: the scripts in them would run on.
 */
import { browser } from 'wxt/browser';
import { covers, isMatchPattern, type MatchPattern } from '../core/sites/site.ts';
import { readSettings, watchSettings } from './settings-store.ts';

const KEY = 'sitesOn';

export async function writeSitesOn(patterns: readonly MatchPattern[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: patterns });
}

export async function mayWatch(url: string): Promise<boolean> {
  const [settings, stored] = await Promise.all([readSettings(), browser.storage.local.get(KEY)]);
  return !settings.paused && isOn(url, stored[KEY]);
}

/** Calls back after every change of pause or sites. */
export function watchMayWatch(url: string, changed: (may: boolean) => void): void {
  const look = () => void mayWatch(url).then(changed);
  watchSettings(look);
  browser.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) look();
  });
}

function isOn(url: string, stored: unknown): boolean {
  return (
    Array.isArray(stored) && stored.some((entry) => isMatchPattern(entry) && covers(entry, url))
  );
}
