/** A screen of its own, on which the operating system's keys and pointer reach nobody else. */
import { spawn } from 'node:child_process';

export async function startScreen(): Promise<{ display: string; end: () => void }> {
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const display = await new Promise<string>((found, failed) => {
    xvfb.once('error', failed);
    xvfb.stdout.once('data', (data: Buffer) => found(`:${data.toString().trim()}`));
  });
  return { display, end: () => xvfb.kill() };
}
