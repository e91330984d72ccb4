/** Chromium with the built extension, for actors that each have a site of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Interaction } from '../../core/interaction.ts';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import { findChromium } from '../../setup/browsers.mjs';
import { agreeBeforehand, installInto } from '../e2e/rig/chromium.ts';
import { DEMO_HOST } from '../e2e/rig/launch.ts';
import { rowsIn } from '../e2e/rig/rows-of.ts';
import { turnOn } from '../e2e/rig/turn-on.ts';
import { until } from '../until.ts';

const EXTENSION = resolve('.output/chrome-mv3');

/** One actor's app: an origin of its own, so that its interactions are known by their site. */
export interface Stage {
  server: ModelServer;
  page: Page;
  /** Resolves when everything the server served is kept. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface LabBrowser {
  browser: Browser;
  /** The X display it is on; null: it has none. */
  display: string | null;
  /** Where tools that speak the DevTools protocol find it. */
  devtools: string;
  /** `prepare` is given the page before it loads. */
  stage(prepare?: (page: Page) => Promise<void>): Promise<Stage>;
  interactions(): Promise<Interaction[]>;
  close(): Promise<void>;
}

/** `headed`: in a display of its own, for tools that press keys of the operating system. */
export async function launchLabBrowser({ headed }: { headed: boolean }): Promise<LabBrowser> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('No Chromium found: run `npm test`, which installs one.');
  const directory = await mkdtemp(join(tmpdir(), 'trueburn-lab-'));
  const profile = join(directory, 'profile');
  await agreeBeforehand(profile, EXTENSION, [DEMO_HOST]);
  const screen = headed ? await startScreen() : null;
  const browser = await puppeteer.launch({
    executablePath: chromium.path,
    headless: !headed,
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
      '--window-position=0,0',
      '--window-size=1280,900',
    ],
    env: { ...process.env, ...(screen !== null && { DISPLAY: screen.display }) },
  });
  const { id, installed } = await installInto(browser, EXTENSION);
  const first = await startModelServer('.output/demo-app');
  const page = await browser.newPage();
  await page.goto(first.url);
  const popup = async (over: Page) => {
    await over.bringToFront();
    const address = `chrome-extension://${id}/popup.html`;
    const opened = browser.waitForTarget((target) => target.url() === address);
    await installed.triggerAction(over);
    return (await opened).asPage();
  };
  await turnOn({ popup }, page);
  await page.close();
  await first.close();
  const inside = await browser.newPage();
  await inside.goto(`chrome-extension://${id}/dashboard.html`);
  const interactions = () => rowsIn<Interaction>(inside, 'interactions');
  return {
    browser,
    display: screen?.display ?? null,
    devtools: await devtoolsAddress(profile),
    interactions,
    stage: async (prepare = () => Promise.resolve()) => {
      const server = await startModelServer('.output/demo-app');
      const own = await browser.newPage({ type: 'window' });
      await own.emulateFocusedPage(true);
      await prepare(own);
      await own.goto(server.url);
      await own.waitForSelector('[data-testid=composer]');
      return {
        server,
        page: own,
        settled: async () => {
          await until(async () => {
            const kept = (await interactions()).filter(({ site }) => site === server.url);
            const { entries } = server.truth;
            return (
              entries.every(({ endedAt }) => endedAt !== null) && kept.length === entries.length
            );
          }, 200);
        },
        close: async () => {
          await own.close();
          await server.close();
        },
      };
    },
    close: async () => {
      await browser.close();
      screen?.process.kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function devtoolsAddress(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  const told = await until(() => readFile(file, 'utf8').catch(() => ''));
  return `http://127.0.0.1:${told.split('\n')[0]}`;
}

async function startScreen(): Promise<{ display: string; process: ChildProcess }> {
  const screen = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const display = await new Promise<string>((found, failed) => {
    screen.once('error', failed);
    screen.stdout.once('data', (data: Buffer) => found(`:${data.toString().trim()}`));
  });
  return { display, process: screen };
}
