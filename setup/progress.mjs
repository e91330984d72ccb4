import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockAlsoFor } from './lock.mjs';
import { SetupError } from './setup-error.mjs';

/** How often a step says that it still works, in ms: on a terminal, and in a log. */
const TICK = { terminal: 120, log: 15_000 };
/** How long a command may take to end when asked to, in ms. */
const GRACE = 10_000;
const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/**
 * Runs a command quietly and says how long it took. What it printed is shown, in full, only where it
 * failed.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @throws {SetupError}
 */
export async function step(title, command, args, options = {}) {
  const live = liveLine(title);
  const folder = mkdtempSync(join(tmpdir(), 'trueburn-setup-'));
  const log = join(folder, 'output.log');
  const output = openSync(log, 'a');
  const ending = await run(command, args, { stdio: ['ignore', output, output], ...options });
  closeSync(output);
  if (ending === null) {
    rmSync(folder, { recursive: true, force: true });
    live.end('✓');
    return;
  }
  live.end('✗');
  const printed = readFileSync(log, 'utf8').trim();
  throw new SetupError(
    `${title}: "${[command, ...args].join(' ')}" ${ending}. It printed (also in ${log}):\n\n${printed}`,
    printed,
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<string | null>} how it failed
 */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    lockAlsoFor(child.pid);
    // Left behind, it would go on changing what the next run is mending; so wait until it is gone.
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      child.prependOnceListener('exit', () => process.exit(signal === 'SIGINT' ? 130 : 143));
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), GRACE);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    /** @param {string | null} ending */
    const end = (ending) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      lockAlsoFor(undefined);
      resolve(ending);
    };
    child.on('error', (error) => end(`did not start: ${error.message}`));
    child.on('exit', (code, signal) => {
      end(code === 0 ? null : `ended with ${signal ?? `status ${code}`}`);
    });
  });
}

/** @param {string} title */
function liveLine(title) {
  const { stdout } = process;
  const terminal = stdout.isTTY;
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  let frame = 0;
  const timer = setInterval(
    () => {
      frame = (frame + 1) % FRAMES.length;
      if (terminal) stdout.write(`\r\u001B[K${FRAMES[frame]} ${title} (${seconds()})`);
      else console.log(`… ${title} (${seconds()})`);
    },
    terminal ? TICK.terminal : TICK.log,
  );
  if (!terminal) console.log(`… ${title}`);
  return {
    /** @param {string} mark */
    end(mark) {
      clearInterval(timer);
      console.log(`${terminal ? '\r\u001B[K' : ''}${mark} ${title} (${seconds()})`);
    },
  };
}
