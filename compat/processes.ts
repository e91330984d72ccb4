/** Programs of others: started with their output in a file, and gone when we go. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** How long a program may take to end when asked to, in ms. */
const GRACE = 8_000;

const running = new Set<ChildProcess>();

export interface Program {
  /** What it printed so far. */
  printed(): string;
  /** Its exit status when it has ended, null where it was killed or never began. */
  gone: Promise<number | null>;
  ended(): boolean;
  close(): Promise<void>;
}

interface Options {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The file its output goes to. */
  log: string;
}

export function startProgram(command: string, args: readonly string[], options: Options): Program {
  const output = openSync(options.log, 'w');
  // A group of its own: what it starts ends with it.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  running.add(child);
  let over = false;
  const gone = new Promise<number | null>((resolve) => {
    const end = (status: number | null) => {
      over = true;
      resolve(status);
    };
    child.once('exit', end);
    child.once('error', () => end(null));
  });
  return {
    printed: () => readFileSync(options.log, 'utf8'),
    gone,
    ended: () => over,
    close: async () => {
      signal(child, 'SIGTERM');
      const late = setTimeout(() => signal(child, 'SIGKILL'), GRACE);
      await gone;
      clearTimeout(late);
      // What it left behind in its group.
      signal(child, 'SIGKILL');
      running.delete(child);
    },
  };
}

/** Runs a program to its end. Throws with what it printed where it fails or takes over `patience` ms. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: Options,
  patience: number,
): Promise<string> {
  const program = startProgram(command, args, options);
  const late = setTimeout(() => void program.close(), patience);
  const status = await program.gone;
  clearTimeout(late);
  await program.close();
  if (status === 0) return program.printed();
  throw new Error(`${command} ${args.join(' ')} failed (${status}):\n${program.printed().trim()}`);
}

/** Ends everything at once; for when we are ourselves told to go. */
export function endAllPrograms(): void {
  for (const child of running) signal(child, 'SIGKILL');
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It is gone already.
  }
}
