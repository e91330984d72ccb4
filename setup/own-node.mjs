/**
 * The npm package `node` carries a Node for the tools, whatever the machine's own is. Its binary
 * comes by an install script, which many people's npm settings rightly keep from running.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { withoutOwnCommands } from './npm.mjs';
import { step } from './progress.mjs';
import { addToStamp, modules, readStamp } from './project.mjs';
import { SetupError } from './setup-error.mjs';
import { isAtLeast } from './version.mjs';

/** What WXT and Vitest ask for. */
const OLDEST = [22, 12];
const windows = process.platform === 'win32';
const home = join(modules, 'node');
const binary = join(home, 'bin', windows ? 'node.exe' : 'node');
const link = join(modules, '.bin', windows ? 'node.cmd' : 'node');

export function ownNodeIsReady() {
  const { node } = readStamp();
  if (node === 'system') return isAtLeast(process.versions.node, OLDEST) && !existsSync(link);
  return node !== undefined && node === looks() && existsSync(link);
}

export async function ensureOwnNode() {
  if (ownNodeIsReady()) return;
  if (!runs()) await fetchBinary();
  if (runs()) {
    if (!existsSync(link) && !windows) {
      rmSync(link, { force: true });
      symlinkSync(join('..', 'node', 'bin', 'node'), link);
    }
    addToStamp({ node: looks() });
  } else {
    useSystemNode();
  }
}

/** Cheaper than running it, and changed by whatever could have broken it. */
function looks() {
  try {
    const { size, mtimeMs } = statSync(binary);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}

function runs() {
  const { status, stdout } = spawnSync(binary, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return status === 0 && isAtLeast(stdout.trim(), OLDEST);
}

/** What the package's install script would have done. */
async function fetchBinary() {
  // The script keeps a binary it finds, also one that was cut short.
  rmSync(join(home, 'node_modules'), { recursive: true, force: true });
  rmSync(binary, { force: true });
  const script = "require('./installArchSpecificPackage.js')";
  try {
    await step('Node for the tools', process.execPath, ['-e', script], {
      cwd: home,
      env: withoutOwnCommands(),
    });
  } catch (error) {
    // There is none for some systems; theirs may do.
    if (!(error instanceof SetupError) || !isAtLeast(process.versions.node, OLDEST)) throw error;
  }
}

function useSystemNode() {
  const oldest = OLDEST.join('.');
  if (!isAtLeast(process.versions.node, OLDEST) || process.execPath.startsWith(modules)) {
    throw new SetupError(
      `The npm package "node" brought no Node that runs on this system (${process.platform} ${process.arch}).\n` +
        `Install Node ${oldest} or newer from https://nodejs.org, then run the same command again.`,
    );
  }
  // One that does not run would hide the one that does.
  for (const file of [link, join(modules, '.bin', 'node')]) rmSync(file, { force: true });
  addToStamp({ node: 'system' });
}
