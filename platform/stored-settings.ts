/** The settings as they are kept, unparsed: in the extension's own storage, readable by collectors. */
import { browser } from 'wxt/browser';

const KEY = 'settings';

export async function readStored(): Promise<unknown> {
  return (await browser.storage.local.get(KEY))[KEY];
}

export async function writeStored(settings: object): Promise<void> {
  await browser.storage.local.set({ [KEY]: settings });
}

/** Calls back after every change, whoever made it. Returns its undo. */
export function watchStored(changed: (settings: unknown) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>) => {
    const change = changes[KEY];
    if (change !== undefined) changed(change.newValue);
  };
  browser.storage.local.onChanged.addListener(listener);
  return () => browser.storage.local.onChanged.removeListener(listener);
}
