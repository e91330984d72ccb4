/** Chromium with the built extension, for actors that each have a site of their own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Extension, type Page } from 'puppeteer-core';
import type { Interaction } from '../../../core/interaction.ts';
import { type ModelServer, startModelServer } from '../../../demo/model-server/model-server.ts';
import { findChromium } from '../../../setup/browsers.mjs';
import { agreeBeforehand, installInto } from '../../e2e/rig/chromium.ts';
import { DEMO_HOST } from '../../e2e/rig/launch.ts';
import { rowsIn } from '../../e2e/rig/rows-of.ts';
import { turnOn } from '../../e2e/rig/turn-on.ts';
import { until } from '../../until.ts';
import { startScreen } from './screen.ts';

const EXTENSION = resolve('.output/chrome-mv3');
/** They do something only in pages that ask for it by their address. */
const BOTS = ['bot', 'browser-agent'].map((name) => resolve('tests/lab/programs', name));

/** One actor's app: an origin of its own, so that its interactions are known by their site. */
export interface Stage {
  server: ModelServer;
  page: Page;
  /** Resolves when everything the server served is kept. */
  settled(): Promise<void>;
  /** What is kept of it, oldest first. */
  interactions(): Promise<Interaction[]>;
  close(): Promise<void>;
}

export interface LabBrowser {
  browser: Browser;
  /** The X display it is on; null: it has none. */
  display: string | null;
  /** Where tools that speak the DevTools protocol find it. */
  devtools: string;
  /** `prepare` is given the page before it loads. */
  stage(prepare: (page: Page) => Promise<void>): Promise<Stage>;
  close(): Promise<void>;
}

/**
 * `none`: headless. `own`: in a display of its own, for tools that press keys of the operating system.
 * `yours`: where the person who runs it sees it.
 */
type Where = 'none' | 'own' | 'yours';

export async function launchLabBrowser({ screen: where }: { screen: Where }): Promise<LabBrowser> {
  const directory = await mkdtemp(join(tmpdir(), 'trueburn-lab-'));
  const profile = join(directory, 'profile');
  await agreeBeforehand(profile, EXTENSION, [DEMO_HOST]);
  const screen = where === 'own' ? await startScreen() : null;
  const browser = await launch(profile, where, screen?.display ?? null);
  const { id, installed } = await installInto(browser, EXTENSION);
  for (const bot of BOTS) await browser.installExtension(bot);
  await turnOnDemo(browser, id, installed);
  const inside = await browser.newPage();
  // Of the extension, and does nothing by itself.
  await inside.goto(`chrome-extension://${id}/manifest.json`);
  return {
    browser,
    display: screen?.display ?? null,
    devtools: await devtoolsAddress(profile),
    stage: async (prepare) => {
      const stage = await openStage(browser, inside, prepare);
      // Windows of the others must not take the focus; a person's own does as it does.
      if (where !== 'yours') await stage.page.emulateFocusedPage(true);
      return stage;
    },
    close: async () => {
      await browser.close();
      screen?.end();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function launch(profile: string, where: Where, display: string | null): Promise<Browser> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('No Chromium found: run `npm test`, which installs one.');
  return puppeteer.launch({
    executablePath: chromium.path,
    headless: where === 'none',
    pipe: true,
    userDataDir: profile,
    enableExtensions: true,
    defaultViewport: null,
    // The page is not told that a program is at the controls: neither people's pages nor careful
    // programs' say so, and everybody here is driven.
    ignoreDefaultArgs: ['--enable-automation'],
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-blink-features=AutomationControlled',
      '--remote-debugging-port=0',
      // Its bar would come between what is pressed and where.
      '--silent-debugger-extension-api',
      '--window-position=0,0',
      '--window-size=1280,900',
    ],
    env: { ...process.env, ...(display !== null && { DISPLAY: display }) },
  });
}

async function turnOnDemo(browser: Browser, id: string, installed: Extension): Promise<void> {
  const server = await startModelServer('.output/demo-app');
  const page = await browser.newPage();
  await page.goto(server.url);
  const popup = async (over: Page) => {
    await over.bringToFront();
    const address = `chrome-extension://${id}/popup.html`;
    const opened = browser.waitForTarget((target) => target.url() === address);
    await installed.triggerAction(over);
    return (await opened).asPage();
  };
  await turnOn({ popup }, page);
  await page.close();
  await server.close();
}

async function openStage(
  browser: Browser,
  inside: Page,
  prepare: (page: Page) => Promise<void>,
): Promise<Stage> {
  const server = await startModelServer('.output/demo-app');
  const page = await browser.newPage({ type: 'window' });
  await prepare(page);
  await page.goto(server.url);
  await page.waitForSelector('[data-testid=composer]');
  const interactions = async () => {
    const all = await rowsIn<Interaction>(inside, 'interactions');
    return all
      .filter(({ site }) => site === server.url)
      .toSorted((a, b) => a.startedAt - b.startedAt);
  };
  return {
    server,
    page,
    interactions,
    settled: async () => {
      await until(async () => {
        const { entries } = server.truth;
        const over = entries.every(({ endedAt }) => endedAt !== null);
        return over && (await interactions()).length === entries.length;
      }, 200);
    },
    close: async () => {
      if (!page.isClosed()) await page.close();
      await server.close();
    },
  };
}

async function devtoolsAddress(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  const told = await until(() => readFile(file, 'utf8').catch(() => ''));
  return `http://127.0.0.1:${told.split('\n')[0]}`;
}
