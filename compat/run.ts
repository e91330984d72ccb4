/**
 * `npm run compat`: real apps that others wrote, driven in a real browser with the extension in it,
 * and what it counted held against what their models' provider served.
 *
 * Usage: npm run compat -- [--json] [--only openclaw,n8n]
 */
import { parseArgs } from 'node:util';
import type { App } from './app.ts';
import type { Comparison } from './comparison.ts';
import { flowise } from './flowise.ts';
import { n8n } from './n8n.ts';
import { openclaw } from './openclaw.ts';
import { endAllPrograms } from './processes.ts';
import { useScratch } from './scratch.ts';
import { type Outcome, table } from './table.ts';
import { tryApp } from './try-app.ts';

const APPS: readonly App[] = [openclaw, n8n, flowise];

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const wanted = values.only?.split(',') ?? APPS.map(({ name }) => name);
const unknown = wanted.filter((name) => APPS.every((app) => app.name !== name));
if (unknown.length > 0) {
  console.error(
    `✗ There is no ${unknown.join(', ')} here, only ${APPS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const removeScratch = useScratch();
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    endAllPrograms();
    // Last of all: the browser ends when we exit.
    process.once('exit', removeScratch);
    process.exit(status);
  });
}

const outcomes: Outcome[] = [];
for (const app of APPS.filter(({ name }) => wanted.includes(name))) {
  const began = performance.now();
  const say = (what: string) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`… ${app.name} ${app.version}: ${what} (${seconds} s)\n`);
  };
  outcomes.push({ app: app.name, version: app.version, ...(await tried(app, say)) });
}

removeScratch();
console.log(values.json ? JSON.stringify(outcomes) : table(outcomes));
process.exitCode = outcomes.every(({ holds }) => holds) ? 0 : 1;

/** What did not run to its end does not hold, and says why. */
async function tried(app: App, say: (what: string) => void): Promise<Comparison> {
  try {
    return await tryApp(app, say);
  } catch (error) {
    return {
      served: 0,
      recorded: 0,
      unseen: [],
      tokensServed: 0,
      tokensRecorded: 0,
      initiationRight: 0,
      holds: false,
      differences: [error instanceof Error ? error.message : String(error)],
    };
  }
}
