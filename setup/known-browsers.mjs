/** The browsers Trueburn runs in, and the places they are usually put. Pure. */
import { posix, win32 } from 'node:path';

/**
 * @typedef {object} KnownBrowser
 * @property {string} name
 * @property {boolean} branded A vendor's own build: Chrome and its like ignore `--load-extension`.
 * @property {RegExp} version what it calls itself, asked for its version
 * @property {string[]} commands
 * @property {string[]} linux where its package puts it, when that is not on the PATH
 * @property {string} mac inside an Applications folder
 * @property {string} windows inside a programs folder
 */

/** The unbranded first: they load an unpacked extension without ado. @type {KnownBrowser[]} */
export const CHROMIUMS = [
  {
    name: 'Chromium',
    branded: false,
    version: /chromium/i,
    commands: ['chromium', 'chromium-browser'],
    linux: [
      '/usr/bin/chromium',
      '/snap/bin/chromium',
      '/usr/lib64/chromium-browser/chromium-browser',
    ],
    mac: 'Chromium.app/Contents/MacOS/Chromium',
    windows: 'Chromium/Application/chrome.exe',
  },
  {
    name: 'Chrome for Testing',
    branded: false,
    version: /chrome for testing/i,
    commands: ['google-chrome-for-testing'],
    linux: [],
    mac: 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    windows: 'Google/Chrome for Testing/Application/chrome.exe',
  },
  {
    name: 'Chrome',
    branded: true,
    version: /chrome/i,
    commands: ['google-chrome-stable', 'google-chrome'],
    linux: ['/opt/google/chrome/chrome'],
    mac: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    windows: 'Google/Chrome/Application/chrome.exe',
  },
  {
    name: 'Edge',
    branded: true,
    version: /edge/i,
    commands: ['microsoft-edge-stable', 'microsoft-edge'],
    linux: ['/opt/microsoft/msedge/msedge'],
    mac: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    windows: 'Microsoft/Edge/Application/msedge.exe',
  },
  {
    name: 'Brave',
    branded: true,
    version: /brave/i,
    commands: ['brave-browser-stable', 'brave-browser', 'brave'],
    linux: ['/opt/brave.com/brave/brave', '/snap/bin/brave'],
    mac: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    windows: 'BraveSoftware/Brave-Browser/Application/brave.exe',
  },
];

/** @type {KnownBrowser[]} */
export const FIREFOXES = [
  {
    name: 'Firefox ESR',
    branded: true,
    version: /firefox.*esr/i,
    commands: ['firefox-esr'],
    linux: ['/usr/lib/firefox-esr/firefox-esr'],
    mac: 'Firefox ESR.app/Contents/MacOS/firefox',
    windows: 'Mozilla Firefox ESR/firefox.exe',
  },
  {
    name: 'Firefox',
    branded: true,
    version: /firefox/i,
    commands: ['firefox'],
    linux: ['/usr/lib/firefox/firefox', '/usr/lib64/firefox/firefox', '/snap/bin/firefox'],
    mac: 'Firefox.app/Contents/MacOS/firefox',
    windows: 'Mozilla Firefox/firefox.exe',
  },
  {
    name: 'Firefox Developer Edition',
    branded: true,
    version: /firefox/i,
    commands: ['firefox-developer-edition', 'firefox-devedition'],
    linux: ['/opt/firefox-developer-edition/firefox'],
    mac: 'Firefox Developer Edition.app/Contents/MacOS/firefox',
    windows: 'Firefox Developer Edition/firefox.exe',
  },
];

/**
 * Every path at which this browser may be, the PATH first, as people choose by it.
 * @param {KnownBrowser} browser
 * @param {NodeJS.Platform} platform
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function placesOf(browser, platform, env) {
  if (platform === 'win32') {
    const programs = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return programs.flatMap((folder) => (folder ? win32.join(folder, browser.windows) : []));
  }
  const path = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const commands = browser.commands.flatMap((name) => path.map((dir) => posix.join(dir, name)));
  if (platform !== 'darwin') return [...commands, ...browser.linux];
  const applications = ['/Applications', posix.join(env['HOME'] ?? '/', 'Applications')];
  return [...applications.map((folder) => posix.join(folder, browser.mac)), ...commands];
}

/**
 * Which of these a binary is, by what it prints when asked for its version.
 * @param {KnownBrowser[]} known
 * @param {string} version
 */
export function recognise(known, version) {
  return known.find((browser) => browser.version.test(version)) ?? null;
}
