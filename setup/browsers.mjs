/** Finds the browsers that are installed and run. Used by the demo and the end-to-end tests too. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { CHROMIUMS, FIREFOXES, placesOf, recognise } from './known-browsers.mjs';
import { addToStamp, readStamp } from './project.mjs';

/** @import { KnownBrowser } from './known-browsers.mjs' */

/**
 * @typedef {object} Browser
 * @property {string} path
 * @property {string} name
 * @property {boolean} branded A vendor's own build: Chrome and its like ignore `--load-extension`.
 */

const { env, platform } = process;

/** The one in `TRUEBURN_CHROMIUM`, else the first of Chromium, Chrome, Edge, Brave that runs. */
export function findChromium() {
  return find(CHROMIUMS, env['TRUEBURN_CHROMIUM']);
}

/** The one in `TRUEBURN_FIREFOX`, else the first Firefox that runs. */
export function findFirefox() {
  return find(FIREFOXES, env['TRUEBURN_FIREFOX']);
}

/**
 * @param {KnownBrowser[]} known
 * @param {string | undefined} chosen
 * @returns {Browser | null}
 */
function find(known, chosen) {
  if (chosen) return choose(known, chosen);
  for (const browser of known) {
    for (const path of placesOf(browser, platform, env)) {
      if (versionOf(path) === null) continue;
      return { path, name: browser.name, branded: browser.branded };
    }
  }
  return null;
}

/**
 * @param {KnownBrowser[]} known
 * @param {string} path
 * @returns {Browser | null}
 */
function choose(known, path) {
  const version = versionOf(path);
  if (version === null) return null;
  // On Windows only the path tells.
  const browser = recognise(known, version) ?? recognise(known, path);
  return { path, name: browser?.name ?? path, branded: browser?.branded ?? true };
}

/**
 * What it says when asked for its version; null where it does not run. Being there is not enough: on
 * Ubuntu the command is a stub that only tells where to get the browser.
 * @param {string} path
 */
function versionOf(path) {
  const seen = lookAt(path);
  if (seen === null) return null;
  // Asked for their version, browsers on Windows open a window instead.
  if (platform === 'win32') return '';
  const { browsers = {} } = readStamp();
  const known = browsers[path];
  if (known?.seen === seen) return known.version;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return null;
  const version = stdout.trim();
  try {
    addToStamp({ browsers: { ...browsers, [path]: { seen, version } } });
  } catch {
    // Nowhere to remember it yet; asking again costs little.
  }
  return version;
}

/** @param {string} path */
function lookAt(path) {
  try {
    accessSync(path, constants.X_OK);
    const stats = statSync(path);
    return stats.isFile() ? `${stats.size} ${stats.mtimeMs}` : null;
  } catch {
    return null;
  }
}
