/**
 * A working day in a minute: typed prompts, an agent, a script that burns. Prints what the popup
 * shows beside what the server served.
 */
import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { DemoBrowser } from './browser.ts';
import type { ModelServer } from './model-server/model-server.ts';
import { clickLikeAPerson, typeLikeAPerson } from './person.ts';

const PROMPTS = ['what should we do first', 'make it shorter please'];
const PATIENCE = 60_000;

/** Pictures and the export go to `folder`. */
export async function runSampleDay(
  { open, openExtensionPage }: DemoBrowser,
  server: ModelServer,
  folder: string,
): Promise<void> {
  const app = await open(server.url);
  await app.setViewport({ width: 1280, height: 820 });
  for (const client of ['openai', 'anthropic', 'ai-sdk']) {
    await clickLikeAPerson(app, `[data-testid=client-${client}]`);
    for (const prompt of PROMPTS) await ask(app, client, prompt);
    console.log(`✓ ${PROMPTS.length} prompts typed, answered over the ${client} client`);
  }
  await clickLikeAPerson(app, '[data-testid=agent-run]');
  await app.waitForSelector('[data-testid=agent][data-busy=true]');
  await app.waitForSelector('[data-testid=agent][data-busy=false]', { timeout: PATIENCE });
  console.log('✓ one agent run, with an email, a chat message and a deployment');
  await clickLikeAPerson(app, '[data-testid=burn]');
  await app.waitForSelector('[data-testid=burn-count][data-count="6"]', { timeout: PATIENCE });
  await clickLikeAPerson(app, '[data-testid=burn]');
  console.log('✓ a script that burned tokens six times');
  await app.screenshot({ path: `${folder}/workspace.png` });

  const popup = await openExtensionPage('popup.html');
  await popup.setViewport({ width: 400, height: 600, deviceScaleFactor: 2 });
  await allRecorded(popup, server);
  await popup.screenshot({ path: `${folder}/popup.png` });
  await printFigures(popup, server);

  const dashboard = await openExtensionPage('dashboard.html');
  await dashboard.setViewport({ width: 1120, height: 860 });
  await (await dashboard.waitForSelector('[data-testid=dashboard-export]'))?.click();
  await dashboard.waitForSelector('[data-testid=dashboard-export-done]');
  await dashboard.screenshot({ path: `${folder}/dashboard.png` });
  await exportArrives(folder);
  console.log(`\n  Pictures and export: .output/demo/\n`);
}

async function ask(app: Page, client: string, prompt: string): Promise<void> {
  const panel = `[data-testid=panel-${client}]`;
  await clickLikeAPerson(app, `${panel} [data-testid=composer]`);
  await typeLikeAPerson(app, prompt);
  await app.keyboard.press('Enter', { delay: 70 });
  await app.waitForSelector(`${panel}[data-busy=true]`);
  await app.waitForSelector(`${panel}[data-busy=false]`, { timeout: PATIENCE });
}

/** The popup lives: it counts up by itself until it has everything the server has finished. */
async function allRecorded(popup: Page, server: ModelServer): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const served = server.truth.entries.filter(({ endedAt }) => endedAt !== null).length;
    if (served === server.truth.entries.length && (await shown(popup)).interactions === served)
      return;
    if (Date.now() > deadline) throw new Error('The popup does not show all that was served.');
    await pause(100);
  }
}

interface Shown {
  share: string;
  interactions: number;
  classes: string[];
}

/** What the popup says, read from its screen. */
function shown(popup: Page): Promise<Shown> {
  return popup.evaluate(() => {
    const text = (element: Element | null) => element?.textContent?.trim() ?? '';
    const rows = [...document.querySelectorAll('.share-legend > div')];
    return {
      share: text(document.querySelector('[data-testid=popup-share]')),
      interactions: rows.reduce(
        (sum, row) => sum + Number.parseInt(text(row.querySelector('dd:last-child')) || '0', 10),
        0,
      ),
      classes: rows.map((row) => [...row.children].map(text).join(' · ')),
    };
  });
}

async function printFigures(popup: Page, { truth }: ModelServer): Promise<void> {
  const { share, classes, interactions } = await shown(popup);
  const tokens = truth.entries.reduce(
    (sum, entry) => sum + entry.inputTokens + entry.outputTokens,
    0,
  );
  console.log(`
  The popup says          ${share}
${classes.map((line) => `                          ${line}`).join('\n')}
  It shows                ${interactions} interactions
  The server served       ${truth.entries.length} exchanges, ${tokens} tokens`);
}

async function exportArrives(folder: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  const isExport = (name: string) => /^trueburn-.*\.json$/.test(name);
  while (!(await readdir(folder)).some(isExport)) {
    if (Date.now() > deadline) throw new Error('The export did not arrive.');
    await pause(100);
  }
}
