/**
 * One set-up at a time in one folder. The holder touches the lock every now and then; a lock nobody
 * touched for a while is left over from a run that was killed. Process ids would not do: they are
 * reused, and differ between containers that share a folder. But when only the set-up was killed, the
 * npm it had started goes on by itself; so the lock names that one too, and it is waited for.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { utimesSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './project.mjs';
import { SetupError } from './setup-error.mjs';

/** All in ms. */
const TIMES = { touch: 1000, stale: 10_000, look: 250, orphan: 300_000 };

/** The lock this process holds. @type {{ path: string, token: string } | null} */
let held = null;

/** @param {number | undefined} pid a process that works for the holder */
export function lockAlsoFor(pid) {
  if (held !== null && read(held.path)?.token === held.token) {
    writeFileSync(held.path, contents(held.token, pid));
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {{ path?: string, times?: typeof TIMES }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(work, options = {}) {
  const { path = join(root, '.output', 'setup.lock'), times = TIMES } = options;
  const token = randomUUID();
  let told = false;
  while (!acquire(path, token)) {
    if (takeAway(path, times)) continue;
    if (!told) console.log('… another set-up works in this folder, waiting for it');
    told = true;
    await sleep(times.look);
  }
  held = { path, token };
  const beat = setInterval(() => touch(path, token), times.touch);
  const release = () => {
    if (read(path)?.token === token) rmSync(path, { force: true });
    held = null;
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/**
 * @param {string} path
 * @param {string} token
 */
function acquire(path, token) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents(token), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EEXIST') return false;
    throw new SetupError(
      `Nothing can be written here: ${message}\nSet-up has to run as someone who may.`,
    );
  }
}

/**
 * Two may find the same lock stale at once, and the slower one would take away the faster one's new
 * lock: so it looks at what it took, and puts back what it did not mean.
 * @param {string} path
 * @param {typeof TIMES} times
 */
function takeAway(path, times) {
  const aside = `${path}.${randomUUID()}`;
  try {
    const lock = read(path);
    // Either way: after a clock was set back, an old lock seems to come from the future.
    const age = Math.abs(Date.now() - statSync(path).mtimeMs);
    if (age < times.stale) return false;
    if (age < times.orphan && age < uptime() * 1000 && isAlive(lock?.worker)) return false;
    renameSync(path, aside);
    if (read(aside)?.token !== lock?.token) linkSync(aside, path);
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true });
  return true;
}

/**
 * @param {string} path
 * @param {string} token
 */
function touch(path, token) {
  try {
    if (read(path)?.token === token) utimesSync(path, new Date(), new Date());
  } catch {
    // Just being looked at by somebody who will put it back.
  }
}

/**
 * @param {string} token
 * @param {number} [pid]
 */
function contents(token, pid) {
  return `${token} ${pid === undefined ? '' : `${hostname()}:${pid}`}`;
}

/** @param {string} path */
function read(path) {
  try {
    const [token, worker] = readFileSync(path, 'utf8').split(' ');
    return { token, worker };
  } catch {
    return null;
  }
}

/** @param {string | undefined} worker */
function isAlive(worker = '') {
  const [host, pid] = worker.split(':');
  if (host !== hostname() || !Number(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
