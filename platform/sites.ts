/**
 * Which sites are watched. The browser's own grant is the truth: a site is watched while its host
 * is granted and the person has not turned it off. Only a preset host, which cannot be given back,
 * needs the second part.
 */
import { browser } from 'wxt/browser';
import type { MatchPattern } from '../core/sites/site.ts';
import { isMatchPattern } from '../core/sites/site.ts';

const OFF_KEY = 'sitesOff';

export interface WatchedSite {
  pattern: MatchPattern;
  /** Preset by the company's build. */
  preset: boolean;
}

function presetSites(): MatchPattern[] {
  return (browser.runtime.getManifest().host_permissions ?? []).filter(isMatchPattern);
}

async function sitesOff(): Promise<MatchPattern[]> {
  const stored = (await browser.storage.local.get(OFF_KEY))[OFF_KEY];
  return Array.isArray(stored) ? stored.filter(isMatchPattern) : [];
}

export async function watchedSites(): Promise<WatchedSite[]> {
  const [granted, off] = await Promise.all([browser.permissions.getAll(), sitesOff()]);
  const preset = presetSites();
  return (granted.origins ?? [])
    .filter((pattern) => isMatchPattern(pattern) && !off.includes(pattern))
    .toSorted()
    .map((pattern) => ({ pattern, preset: preset.includes(pattern) }));
}

/**
 * Asks the browser for the host and turns the site on. Must be the first thing a click does:
 * browsers show the question only in answer to one. Resolves to whether the person agreed.
 */
export async function watchSite(pattern: MatchPattern): Promise<boolean> {
  const granted = await browser.permissions.request({ origins: [pattern] });
  if (granted) await turnOff(pattern, false);
  return granted;
}

export async function unwatchSite(pattern: MatchPattern): Promise<void> {
  if (presetSites().includes(pattern)) await turnOff(pattern, true);
  else await browser.permissions.remove({ origins: [pattern] });
}

async function turnOff(pattern: MatchPattern, off: boolean): Promise<void> {
  const others = (await sitesOff()).filter((other) => other !== pattern);
  await browser.storage.local.set({ [OFF_KEY]: off ? [...others, pattern] : others });
}

/** Calls back after every change, whoever made it, the browser's own menus included. */
export function watchSitesChange(changed: () => void): () => void {
  const stored = (changes: Record<string, unknown>) => {
    if (OFF_KEY in changes) changed();
  };
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  browser.storage.local.onChanged.addListener(stored);
  return () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
    browser.storage.local.onChanged.removeListener(stored);
  };
}
