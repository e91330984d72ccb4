/** The person's settings, for the background and the extension's own pages. */
import { parseSettings, type Settings } from '../core/settings.ts';
import { readStored, watchStored, writeStored } from './stored-settings.ts';

export async function readSettings(): Promise<Settings> {
  return parseSettings(await readStored());
}

/** `change` is given what stands there now; changes of several pages go one after the other. */
export async function changeSettings(
  change: (settings: Settings) => Partial<Settings>,
): Promise<void> {
  await navigator.locks.request('trueburn:settings', async () => {
    const settings = await readSettings();
    await writeStored({ ...settings, ...change(settings) });
  });
}

/** Calls back after every change, whoever made it. Returns its undo. */
export function watchSettings(changed: (settings: Settings) => void): () => void {
  return watchStored((stored) => changed(parseSettings(stored)));
}
