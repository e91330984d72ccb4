/** Chromium with the extension in it, for the demo. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium } from '../setup/browsers.mjs';

export interface DemoBrowser {
  browser: Browser;
  /** A tab with the address in front. */
  open: (url: string) => Promise<Page>;
  /** One of the extension's own pages. */
  openExtensionPage: (file: string) => Promise<Page>;
}

interface Options {
  extension: string;
  profile: string;
  headless: boolean;
  downloads: string;
}

export async function launchDemoBrowser(options: Options): Promise<DemoBrowser> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('No Chromium found. Run `npm start`, which installs one.');
  const browser = await puppeteer.launch({
    executablePath: chromium.path,
    headless: options.headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: options.profile,
    defaultViewport: null,
    // Where a person is at the keys, the page is not told that a program is.
    ignoreDefaultArgs: options.headless ? [] : ['--enable-automation'],
    downloadBehavior: { policy: 'allow', downloadPath: options.downloads },
    // Chromium has no sandbox for root, which is whom containers run as.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const id = await browser.installExtension(options.extension);
  const open = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };
  const openExtensionPage = (file: string) => open(`chrome-extension://${id}/${file}`);
  await watching(await openExtensionPage('dashboard.html'));
  return { browser, open, openExtensionPage };
}

/** A page that loads before the new extension has registered its scripts is not watched. */
async function watching(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    interface Scripting {
      scripting: { getRegisteredContentScripts(): Promise<object[]> };
    }
    const { chrome } = globalThis as unknown as { chrome: Scripting };
    return (await chrome.scripting.getRegisteredContentScripts()).length > 0;
  });
}
