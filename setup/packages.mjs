/** The project's packages, and with them a Node new enough for its tools. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
/** Written last, so that whatever stopped an install half-way is noticed next time. */
const stamp = join(modules, '.trueburn-ready.json');
const OLDEST_NODE = [22, 12];

export async function ensurePackages() {
  if (isReady()) return;
  rmSync(stamp, { force: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await step('Installing packages', npm, ['ci', '--no-audit', '--no-fund'], {
    shell: process.platform === 'win32',
  });
  if (!nodeRuns()) await finishNode();
  if (!nodeRuns()) {
    throw new SetupError(
      'The npm package "node" did not bring a working Node for this system. ' +
        'Install Node 24 yourself, remove node_modules and run this again.',
    );
  }
  writeFileSync(stamp, JSON.stringify(fingerprint()));
}

function isReady() {
  try {
    const { lock, folders } = JSON.parse(readFileSync(stamp, 'utf8'));
    const now = fingerprint();
    return lock === now.lock && folders === now.folders && existsSync(ownNode());
  } catch {
    return false;
  }
}

/**
 * What the lock file asks for and what is there, by the names of the folders: enough to notice a
 * package that was removed, and a few milliseconds' work.
 */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const lock = hash.update(`${process.platform} ${process.arch}`).digest('hex');
  const folders = readdirSync(modules)
    .flatMap((name) => (name.startsWith('@') ? scoped(name) : name))
    .filter((name) => !name.startsWith('.'))
    .filter((name) => existsSync(join(modules, name, 'package.json')));
  return { lock, folders: createHash('sha256').update(folders.sort().join('\n')).digest('hex') };
}

/** @param {string} scope */
function scoped(scope) {
  return readdirSync(join(modules, scope)).map((name) => `${scope}/${name}`);
}

function ownNode() {
  return join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function nodeRuns() {
  const { stdout } = spawnSync(ownNode(), ['--version'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = (stdout ?? '').slice(1).split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The package fetches its binary in an install script, which some settings of npm keep from running. */
async function finishNode() {
  const script = 'installArchSpecificPackage.js';
  await step('Fetching Node for the tools', process.execPath, ['-e', `require('./${script}')`], {
    cwd: join(modules, 'node'),
    env: { ...process.env, npm_config_ignore_scripts: 'false' },
  });
}
