/**
 * Random keys of this installation, so that the same conversation has another hash in every
 * browser. They are kept where collectors can read it without waking the background.
 */
import { browser } from 'wxt/browser';

const KEY = 'installKey';
const SKETCH_KEY = 'sketchKey';
const LENGTH = 16;

export async function installKey(): Promise<Uint8Array> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  if (isKey(stored)) return Uint8Array.from(stored);
  const key = newKey();
  await browser.storage.local.set({ [KEY]: key });
  return Uint8Array.from(key);
}

/** The key of prompts' sketches: a new one each month (`2026-11`), and the old one is gone. */
export async function sketchKey(month: string): Promise<Uint8Array> {
  const stored: unknown = (await browser.storage.local.get(SKETCH_KEY))[SKETCH_KEY];
  if (typeof stored === 'object' && stored !== null && 'key' in stored && 'month' in stored) {
    if (stored.month === month && isKey(stored.key)) return Uint8Array.from(stored.key);
  }
  const key = newKey();
  await browser.storage.local.set({ [SKETCH_KEY]: { month, key } });
  return Uint8Array.from(key);
}

function newKey(): number[] {
  return [...crypto.getRandomValues(new Uint8Array(LENGTH))];
}

function isKey(stored: unknown): stored is number[] {
  return (
    Array.isArray(stored) &&
    stored.length === LENGTH &&
    stored.every((byte) => byte >= 0 && byte < 256)
  );
}
