/**
 * Which sites are watched, and how the person changes that. What counts is decided by
 * `core/sites/site-list.ts`; here is where its facts come from.
 */
import { browser } from 'wxt/browser';
import { type ListedSite, listSites, type SiteFacts } from '../core/sites/site-list.ts';
import { isMatchPattern, type MatchPattern } from '../core/sites/site.ts';
import { readPolicy } from './policy.ts';

const OFF_KEY = 'sitesOff';
const CHOSEN_KEY = 'sitesChosen';

export interface WatchedSite {
  pattern: MatchPattern;
  /** Preset by the company. */
  preset: boolean;
}

export async function listedSites(): Promise<ListedSite[]> {
  return listSites(await facts());
}

export async function watchedSites(): Promise<WatchedSite[]> {
  return (await listedSites())
    .filter(({ standing }) => standing === 'on')
    .map(({ pattern, source }) => ({ pattern, preset: source !== 'yours' }));
}

/**
 * Asks the browser for the host and turns the site on. Must be the first thing a click does:
 * browsers show the question only in answer to one. Resolves to whether the person agreed.
 */
export async function watchSite(pattern: MatchPattern): Promise<boolean> {
  const granted = await browser.permissions.request({ origins: [pattern] });
  if (granted) await rememberGranted([pattern]);
  return granted;
}

/** Keeps the browser's permission. */
export async function turnSiteOff(pattern: MatchPattern): Promise<void> {
  await alone(() => change(OFF_KEY, (off) => [...off, pattern]));
}

/** Gives the permission back; the browser keeps that of a build, which is only turned off. */
export async function removeSite(pattern: MatchPattern): Promise<void> {
  if (buildSites().includes(pattern)) {
    await turnSiteOff(pattern);
    return;
  }
  await alone(async () => {
    const others = (patterns: MatchPattern[]) => patterns.filter((other) => other !== pattern);
    await change(CHOSEN_KEY, others);
    await change(OFF_KEY, others);
    await browser.permissions.remove({ origins: [pattern] });
  });
}

/**
 * Writes down what the person granted, so that it is noticed when the browser takes it back. For
 * the background, which hears of a grant even where the browser's question closed the popup.
 */
export async function rememberSites(): Promise<void> {
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    void rememberGranted(origins.filter(isMatchPattern));
  });
  await alone(async () => {
    const { granted } = await facts();
    await change(CHOSEN_KEY, (chosen) => [...chosen, ...granted.filter(isMatchPattern)]);
  });
}

/** Calls back after every change, whoever made it, the browser's own menus included. */
export function watchSitesChange(changed: () => void): () => void {
  const listsChanged = (changes: Record<string, unknown>) => {
    if (OFF_KEY in changes || CHOSEN_KEY in changes) changed();
  };
  const sources = [browser.permissions.onAdded, browser.permissions.onRemoved];
  for (const source of sources) source.addListener(changed);
  browser.storage.local.onChanged.addListener(listsChanged);
  browser.storage.managed.onChanged?.addListener(changed);
  return () => {
    for (const source of sources) source.removeListener(changed);
    browser.storage.local.onChanged.removeListener(listsChanged);
    browser.storage.managed.onChanged?.removeListener(changed);
  };
}

async function facts(): Promise<SiteFacts> {
  const [granted, { policy }, chosen, off] = await Promise.all([
    browser.permissions.getAll(),
    readPolicy(),
    stored(CHOSEN_KEY),
    stored(OFF_KEY),
  ]);
  return { granted: granted.origins ?? [], build: buildSites(), policy: policy.sites, chosen, off };
}

function buildSites(): MatchPattern[] {
  return (browser.runtime.getManifest().host_permissions ?? []).filter(isMatchPattern);
}

/** A grant is the person's latest word, so it turns the site on as well. */
function rememberGranted(patterns: readonly MatchPattern[]): Promise<void> {
  return alone(async () => {
    await change(OFF_KEY, (off) => off.filter((pattern) => !patterns.includes(pattern)));
    await change(CHOSEN_KEY, (chosen) => [...chosen, ...patterns]);
  });
}

async function stored(key: string): Promise<MatchPattern[]> {
  const value = (await browser.storage.local.get(key))[key];
  return Array.isArray(value) ? value.filter(isMatchPattern) : [];
}

async function change(
  key: string,
  changed: (patterns: MatchPattern[]) => MatchPattern[],
): Promise<void> {
  await browser.storage.local.set({ [key]: [...new Set(changed(await stored(key)))] });
}

/** Popup, dashboard and background write the same lists: one at a time, or one forgets the other's. */
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request('trueburn:sites', work);
}
