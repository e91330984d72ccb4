import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './setup-error.mjs';

/** How often a step that prints nothing says that it still works, in ms. */
const SIGN_OF_LIFE = 15_000;

/**
 * Runs a command quietly and says what it does and how long it took. What the command printed is
 * shown only where it failed.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 */
export async function step(title, command, args, options = {}) {
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  console.log(`… ${title}`);
  const log = join(mkdtempSync(join(tmpdir(), 'trueburn-setup-')), 'output.log');
  const output = openSync(log, 'a');
  const alive = setInterval(() => console.log(`  still at it (${seconds()})`), SIGN_OF_LIFE);
  try {
    await new Promise((resolve, reject) => {
      const child = spawn(command, args, { stdio: ['ignore', output, output], ...options });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (code === 0) resolve(undefined);
        else reject(new Error(`ended with ${signal ?? `status ${code}`}`));
      });
    });
    console.log(`✓ ${title} (${seconds()})`);
  } catch (error) {
    const printed = readFileSync(log, 'utf8').trim();
    throw new SetupError(
      `${title}: ${command} ${args.join(' ')} ${/** @type {Error} */ (error).message}.\n${printed}`,
    );
  } finally {
    clearInterval(alive);
    closeSync(output);
  }
}
