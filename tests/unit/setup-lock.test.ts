import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from '../../setup/lock.mjs';

const times = { touch: 50, stale: 1000, look: 10, orphan: 60_000 };
let path = '';

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'trueburn-lock-')), 'setup.lock');
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dirname(path), { recursive: true, force: true });
});

/** Leaves a lock behind as a killed run does. */
function leave(worker: string, ageSeconds: number) {
  writeFileSync(path, `left-behind ${worker}`);
  const then = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(path, then, then);
}

test('eight at once work one after the other, and leave nothing behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    for (let turns = 0; turns < 50; turns += 1) await turn();
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(work, { path, times })));
  expect(most).toBe(1);
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('the lock is given back when the work fails', async () => {
  const failing = withLock(() => Promise.reject(new Error('no')), { path, times });
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

test('a lock left behind is taken over, by one of those who wait', async () => {
  leave('', 2);
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    for (let turns = 0; turns < 50; turns += 1) await turn();
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 4 }, () => withLock(work, { path, times })));
  expect(most).toBe(1);
});

test('a lock from the future, after the clock was set back, is taken over too', async () => {
  leave('', -3600);
  await expect(withLock(async () => 'done', { path, times })).resolves.toBe('done');
});

test('what a killed run had started is waited for as long as it lives', async () => {
  leave(`${hostname()}:${process.pid}`, 2);
  const waiting = withLock(async () => 'done', { path, times });
  // It says so when it finds that it has to wait.
  await vi.waitFor(() => expect(console.log).toHaveBeenCalledOnce());
  const gone = spawnSync(process.execPath, ['--version']).pid;
  leave(`${hostname()}:${gone}`, 2);
  await expect(waiting).resolves.toBe('done');
});
