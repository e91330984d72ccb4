/** A browser to run the extension in: found, or installed where that can be done. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findChromium, findFirefox } from './browsers.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const BROWSERS = {
  chromium: {
    find: findChromium,
    name: 'Chromium',
    package: 'chromium',
    variable: 'TRUEBURN_CHROMIUM',
    others: 'Chromium, Chrome, Edge or Brave',
  },
  firefox: {
    find: findFirefox,
    name: 'Firefox',
    package: 'firefox-esr',
    variable: 'TRUEBURN_FIREFOX',
    others: 'Firefox',
  },
};

/** @param {string} which */
export async function ensureBrowser(which) {
  const browser = BROWSERS[/** @type {keyof typeof BROWSERS} */ (which)];
  if (browser === undefined) throw new SetupError(`There is no browser called "${which}".`);
  if (browser.find() !== null) return;
  const chosen = process.env[browser.variable];
  if (chosen !== undefined) throw new SetupError(`${browser.variable}=${chosen} does not run.`);
  const apt = aptCommand();
  if (apt === null || isStub(apt, browser.package)) {
    throw new SetupError(
      `${browser.name} is missing and cannot be installed from here. ` +
        `Install ${browser.others}, or set ${browser.variable} to one, and run this again.`,
    );
  }
  await install(apt, browser.name, browser.package);
  if (browser.find() === null) {
    throw new SetupError(
      `${browser.name} was installed but does not run. Set ${browser.variable}.`,
    );
  }
}

/** `apt-get` with the right to install, or null. */
function aptCommand() {
  if (process.platform !== 'linux' || !runs('apt-get', ['--version'])) return null;
  if (process.getuid?.() === 0) return ['apt-get'];
  return runs('sudo', ['-n', 'true']) ? ['sudo', '-n', 'apt-get'] : null;
}

/**
 * Ubuntu's packages of both browsers only point to its own store, which servers do not have.
 * @param {string[]} _apt
 * @param {string} name
 */
function isStub(_apt, name) {
  const os = readFileSync('/etc/os-release', 'utf8');
  return /^ID=ubuntu$/m.test(os) && (name === 'chromium' || name === 'firefox-esr');
}

/**
 * @param {string[]} apt
 * @param {string} name
 * @param {string} debianPackage
 */
async function install([command = 'apt-get', ...prefix], name, debianPackage) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  console.log(`${name} is missing; installing Debian's package ${debianPackage} and a font.`);
  await step('Reading package lists', command, [...prefix, ...wait, 'update'], { env });
  await step(
    `Installing ${name}`,
    command,
    [
      ...prefix,
      ...wait,
      'install',
      '-y',
      '--no-install-recommends',
      debianPackage,
      'fonts-noto-core',
    ],
    { env },
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function runs(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
