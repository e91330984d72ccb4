/** Where things are, and what the set-up remembers. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const modules = join(root, 'node_modules');

/**
 * Lies in node_modules, so that it goes when they go.
 * @typedef {object} Stamp
 * @property {string} [packages] fingerprint of the lock file these packages were installed from
 * @property {string} [node] size and time of the Node that was seen to run; `system` for the machine's own
 * @property {Record<string, { seen: string, version: string }>} [browsers] by path, those seen to run
 */
const file = join(modules, '.trueburn-setup.json');

/** @returns {Stamp} */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Missing or cut short: nothing is known.
    return {};
  }
}

/** @param {Stamp} news */
export function addToStamp(news) {
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, JSON.stringify({ ...readStamp(), ...news }, null, 2));
  renameSync(whole, file);
}

export function removeStamp() {
  rmSync(file, { force: true });
}
