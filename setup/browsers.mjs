/** Finds the browsers that are installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Browser
 * @property {string} path
 * @property {string} name
 * @property {boolean} branded Chrome and its like ignore `--load-extension`.
 */

const { env, platform } = process;
const programs = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].flatMap(
  (folder) => folder ?? [],
);

/** @type {readonly [name: string, branded: boolean, commands: string[], mac: string, windows: string][]} */
const CHROMIUMS = [
  [
    'Chromium',
    false,
    ['chromium', 'chromium-browser'],
    'Chromium',
    'Chromium/Application/chrome.exe',
  ],
  [
    'Chrome',
    true,
    ['google-chrome', 'google-chrome-stable'],
    'Google Chrome',
    'Google/Chrome/Application/chrome.exe',
  ],
  [
    'Edge',
    true,
    ['microsoft-edge', 'microsoft-edge-stable'],
    'Microsoft Edge',
    'Microsoft/Edge/Application/msedge.exe',
  ],
  [
    'Brave',
    true,
    ['brave-browser', 'brave'],
    'Brave Browser',
    'BraveSoftware/Brave-Browser/Application/brave.exe',
  ],
];

/** @type {typeof CHROMIUMS} */
const FIREFOXES = [
  ['Firefox', true, ['firefox-esr', 'firefox'], 'Firefox', 'Mozilla Firefox/firefox.exe'],
  [
    'Firefox Developer Edition',
    true,
    ['firefox-developer-edition'],
    'Firefox Developer Edition',
    'Firefox Developer Edition/firefox.exe',
  ],
];

/** The path in `TRUEBURN_CHROMIUM`, else the first of Chromium, Chrome, Edge, Brave that runs. */
export function findChromium() {
  return find(CHROMIUMS, env['TRUEBURN_CHROMIUM']);
}

/** The path in `TRUEBURN_FIREFOX`, else the first Firefox that runs. */
export function findFirefox() {
  return find(FIREFOXES, env['TRUEBURN_FIREFOX']);
}

/**
 * @param {typeof CHROMIUMS} known
 * @param {string | undefined} chosen
 * @returns {Browser | null}
 */
function find(known, chosen) {
  if (chosen !== undefined) {
    return runs(chosen) ? { path: chosen, name: chosen, branded: !/chromium/i.test(chosen) } : null;
  }
  for (const [name, branded, commands, mac, windows] of known) {
    for (const path of places(commands, mac, windows)) {
      if (runs(path)) return { path, name, branded };
    }
  }
  return null;
}

/**
 * @param {string[]} commands
 * @param {string} mac
 * @param {string} windows
 */
function places(commands, mac, windows) {
  if (platform === 'win32') return programs.map((folder) => join(folder, windows));
  if (platform === 'darwin') {
    const binary = `${mac}.app/Contents/MacOS/${mac === 'Firefox Developer Edition' ? 'firefox' : mac === 'Firefox' ? 'firefox' : mac}`;
    return [`/Applications/${binary}`, join(env['HOME'] ?? '', 'Applications', binary)];
  }
  const folders = (env['PATH'] ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/**
 * Being there is not enough: on Ubuntu the package is a stub that only tells where to get it.
 * @param {string} path
 */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // Asked for their version, browsers on Windows open a window instead.
  if (platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}
