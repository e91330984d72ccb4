/**
 * What is known of apps, by the person and by their company's build. Kept as it was written: it is
 * looked at where it is used, so that a page parses what it runs.
 */
import { browser } from 'wxt/browser';
import { covers, isMatchPattern } from '../core/sites/site.ts';

declare global {
  /** Put in by the build, from `TRUEBURN_ADAPTERS`. */
  const TRUEBURN_PRESET_ADAPTERS: readonly unknown[] | undefined;
}

const KEY = 'adapters';

export async function ownAdapters(): Promise<readonly unknown[]> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored : [];
}

export async function writeOwnAdapters(adapters: readonly unknown[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: adapters });
}

/** What the company says by its build and by its policy. */
export async function companyAdapters(): Promise<readonly unknown[]> {
  const preset = typeof TRUEBURN_PRESET_ADAPTERS === 'undefined' ? [] : TRUEBURN_PRESET_ADAPTERS;
  // Firefox rejects where nobody wrote a policy.
  const policy = await browser.storage.managed.get('adapters').catch(() => ({ adapters: [] }));
  const { adapters }: { adapters?: unknown } = policy;
  return [...preset, ...(Array.isArray(adapters) ? adapters : [])];
}

/** The person's own first: they know better. */
export async function adaptersFor(site: string): Promise<readonly unknown[]> {
  const [own, company] = await Promise.all([ownAdapters(), companyAdapters()]);
  return [...own, ...company].filter((adapter) => isFor(adapter, site));
}

/** Calls back after every change. Returns its undo. */
export function watchAdapters(changed: () => void): () => void {
  const listener = (changes: Record<string, unknown>) => {
    if (KEY in changes) changed();
  };
  browser.storage.local.onChanged.addListener(listener);
  return () => browser.storage.local.onChanged.removeListener(listener);
}

function isFor(adapter: unknown, site: string): boolean {
  if (typeof adapter !== 'object' || adapter === null || !('site' in adapter)) return false;
  const named = adapter.site;
  return named === site || (isMatchPattern(named) && covers(named, site));
}
