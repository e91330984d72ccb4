/** Installs packages on Debian, Ubuntu and their kin. */
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSnapStub } from './apt-records.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setup-error.mjs';

/** How long another program may hold apt's locks, in s. */
const PATIENCE = 300;

export function hasApt() {
  return process.platform === 'linux' && works('apt-get', ['--version']);
}

/** As root, or where sudo asks for no password: nobody may be there to type one. */
export function mayInstall() {
  return hasApt() && (isRoot() || works('sudo', ['-n', 'true']));
}

/** Without it a fresh system knows of no packages at all. */
export async function readPackageLists() {
  try {
    await aptGet('package lists', ['update', '-q']);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    // One broken source of many is common, and mostly has nothing to do with us.
    console.log('  Some package lists could not be read; going on with what is there.');
    console.log(
      `  ${error.printed
        .split('\n')
        .filter((line) => /^[EW]:/.test(line))
        .join('\n  ')}`,
    );
  }
}

/**
 * The first of these packages that this system can install and that brings the program itself.
 * @param {string[]} names
 */
export function firstReal(names) {
  return names.find((name) => {
    const { status, stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', name], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    return status === 0 && stdout.trim() !== '' && !isSnapStub(stdout);
  });
}

/**
 * @param {string} title
 * @param {string[]} names
 */
export async function installPackages(title, names) {
  const install = () => aptGet(title, ['install', '-q', '-y', '--no-install-recommends', ...names]);
  try {
    await install();
  } catch (error) {
    if (!(error instanceof SetupError) || !/dpkg --configure -a|--fix-broken/.test(error.printed)) {
      throw error;
    }
    console.log('  An earlier installation on this system was interrupted; finishing it first.');
    await asRoot('interrupted installation', ['dpkg', '--configure', '-a']);
    await aptGet('what it still lacked', ['install', '-q', '-y', '--fix-broken']);
    await install();
  }
}

/**
 * @param {string} title
 * @param {string[]} args
 */
async function aptGet(title, args) {
  const until = performance.now() + PATIENCE * 1000;
  for (;;) {
    try {
      return await asRoot(title, ['apt-get', '-o', `DPkg::Lock::Timeout=${PATIENCE}`, ...args]);
    } catch (error) {
      // apt's own patience covers dpkg's lock, not the one on the package lists.
      const locked = error instanceof SetupError && /Could not get lock/.test(error.printed);
      if (!locked || performance.now() > until) throw error;
      console.log('  Another program is using apt; waiting for it.');
      await sleep(5000);
    }
  }
}

/**
 * @param {string} title
 * @param {string[]} command
 */
async function asRoot(title, command) {
  // Through `env`, because sudo drops what it does not know.
  const settings = ['env', 'DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_MODE=a', 'LC_ALL=C'];
  const [first = '', ...rest] = [...(isRoot() ? [] : ['sudo', '-n']), ...settings, ...command];
  await step(title, first, rest);
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
