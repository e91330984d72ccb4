/**
 * A random key of this installation, so that the same conversation has another hash in every
 * browser. It is kept where collectors can read it without waking the background.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { browser } from 'wxt/browser';

const KEY = 'installKey';

export async function installKey(): Promise<Uint8Array> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  if (typeof stored === 'string' && /^[0-9a-f]{64}$/.test(stored)) return hexToBytes(stored);
  const key = crypto.getRandomValues(new Uint8Array(32));
  await browser.storage.local.set({ [KEY]: bytesToHex(key) });
  return key;
}
