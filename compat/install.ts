import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { App } from './app.ts';
import { runProgram } from './processes.ts';

const PATIENCE = 15 * 60_000;

/**
 * Installs an app in a folder of its own, once. Install scripts run only where the app cannot do
 * without: many fetch from places that cannot be reached, for parts nobody uses here.
 */
export async function install(app: App, folder: string): Promise<void> {
  const done = join(folder, 'installed.json');
  const wanted = JSON.stringify([app.packages, app.scripts ?? []]);
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const options = { cwd: folder, env: withOurNode(), log: join(folder, 'install.log') };
  const quiet = ['--no-audit', '--no-fund'];
  const args = ['install', ...app.packages, '--ignore-scripts', ...quiet];
  await runProgram('npm', args, options, PATIENCE);
  if (app.scripts !== undefined) {
    await runProgram('npm', ['rebuild', ...app.scripts], options, PATIENCE);
  }
  await writeFile(done, wanted);
}

/** These apps want the Node that we run on, not the one that npm may have been started with. */
export function withOurNode(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, PATH: path, ...more };
}
