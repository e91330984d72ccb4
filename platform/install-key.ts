/**
 * A random key of this installation, so that the same conversation has another hash in every
 * browser. It is kept where collectors can read it without waking the background.
 */
import { browser } from 'wxt/browser';

const KEY = 'installKey';
const LENGTH = 16;

export async function installKey(): Promise<Uint8Array> {
  const stored: unknown = (await browser.storage.local.get(KEY))[KEY];
  if (isKey(stored)) return Uint8Array.from(stored);
  const key = crypto.getRandomValues(new Uint8Array(LENGTH));
  await browser.storage.local.set({ [KEY]: [...key] });
  return key;
}

function isKey(stored: unknown): stored is number[] {
  return (
    Array.isArray(stored) &&
    stored.length === LENGTH &&
    stored.every((byte) => byte >= 0 && byte < 256)
  );
}
