/** Browsers to run the extension in: found, or installed where that can be done. */
import { readFileSync } from 'node:fs';
import { adviceFor } from './advice.mjs';
import { firstReal, hasApt, installPackages, mayInstall, readPackageLists } from './apt.mjs';
import { findChromium, findFirefox } from './browsers.mjs';
import { SetupError } from './setup-error.mjs';

/** @import { Want } from './advice.mjs' */

/**
 * For pictures with readable text: Noto Sans for pages, DejaVu for code and signs. Named both, since
 * Debian is content with any one font, and with some (Liberation) all text turns out monospaced.
 */
const FONTS = ['fonts-noto-core', 'fonts-dejavu-core'];

/** @type {Record<string, Want & { find: typeof findChromium, packages: string[] }>} */
const WANTS = {
  chromium: {
    id: 'chromium',
    name: 'Chromium',
    others: 'Chromium, Chrome, Edge or Brave',
    variable: 'TRUEBURN_CHROMIUM',
    find: findChromium,
    packages: ['chromium', 'chromium-browser', 'google-chrome-stable'],
  },
  firefox: {
    id: 'firefox',
    name: 'Firefox',
    others: 'Firefox, Firefox ESR or Developer Edition',
    variable: 'TRUEBURN_FIREFOX',
    find: findFirefox,
    packages: ['firefox-esr', 'firefox'],
  },
};

/** @param {string[]} ids */
export function browsersAreReady(ids) {
  return missing(ids).length === 0;
}

/** @param {string[]} ids */
export async function ensureBrowsers(ids) {
  const wants = missing(ids);
  if (wants.length === 0) return;
  for (const { variable } of wants) {
    const chosen = process.env[variable];
    if (chosen) {
      throw new SetupError(
        `${variable} says ${chosen}, but that does not run. Correct it or unset it.`,
      );
    }
  }
  if (mayInstall()) await install(wants);
  const still = missing(ids);
  if (still.length > 0) throw new SetupError(adviceFor(still, here()));
}

/** @param {string[]} ids */
function missing(ids) {
  return ids
    .map((id) => {
      const want = WANTS[id];
      if (want === undefined) throw new SetupError(`There is no browser called "${id}".`);
      return want;
    })
    .filter((want) => want.find() === null);
}

/** @param {ReturnType<typeof missing>} wants */
async function install(wants) {
  const names = wants.map(({ name }) => name).join(' and ');
  console.log(`Trueburn runs in a real browser; not here yet: ${names}. Looking for a package.`);
  await readPackageLists();
  const packages = wants.flatMap((want) => firstReal(want.packages) ?? []);
  if (packages.length === 0) return;
  console.log(`Installing with apt: ${packages.join(', ')}; fonts: ${FONTS.join(', ')}.`);
  await installPackages(names, [...packages, ...FONTS]);
}

function here() {
  let os = '';
  try {
    os = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Only Linux has it.
  }
  return { platform: process.platform, os, apt: hasApt() };
}
