import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, ProtocolError } from 'puppeteer-core';
import { findChromium } from '../../../setup/browsers.mjs';
import { downloadedExport } from './download.ts';
import type { Rig, RigOptions } from './rig.ts';

export async function launchChromium({
  extension,
  grants = [],
  language = 'en',
}: RigOptions): Promise<Rig> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('No Chromium found: run `npm test`, which installs one.');
  const directory = await mkdtemp(join(tmpdir(), 'trueburn-chromium-'));
  const profile = join(directory, 'profile');
  const downloads = join(directory, 'downloads');
  await agreeBeforehand(profile, resolve(extension), grants);
  const browser = await puppeteer.launch({
    executablePath: chromium.path,
    headless: true,
    pipe: true,
    userDataDir: profile,
    enableExtensions: true,
    downloadBehavior: { policy: 'allow', downloadPath: downloads },
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      `--lang=${language}`,
    ],
    // On Linux Chromium goes by both, the switch and the environment.
    env: { ...process.env, LANGUAGE: language },
  });
  const { id, installed } = await installInto(browser, resolve(extension));
  const devtools = await browser.target().createCDPSession();
  const address = (file: string) => `chrome-extension://${id}/${file}`;

  const open = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };
  const extensionPage = (file: string) => open(address(file));

  return {
    name: 'chromium',
    open,
    extensionPage,
    popup: async (over) => {
      await over.bringToFront();
      const opened = browser.waitForTarget((target) => target.url() === address('popup.html'));
      await installed.triggerAction(over);
      return (await opened).asPage();
    },
    exportLedger: () => downloadedExport(extensionPage, downloads),
    killBackground: async () => {
      const { targetInfos } = await devtools.send('Target.getTargets');
      const worker = targetInfos.find(
        ({ type, url }) => type === 'service_worker' && url.startsWith(address('')),
      );
      if (worker === undefined) return false;
      try {
        const { targetId } = worker;
        return (await devtools.send('Target.closeTarget', { targetId })).success;
      } catch (error) {
        // It went by itself between the two questions.
        if (error instanceof ProtocolError && /No target/.test(error.originalMessage)) return false;
        throw error;
      }
    },
    update: async () => {
      await browser.installExtension(resolve(extension));
    },
    close: async () => {
      await browser.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * The browser's question is a window no driver can click. A browser asks only once for each host,
 * so the profile begins as one whose person has agreed to these before.
 */
export async function agreeBeforehand(profile: string, extension: string, grants: string[]) {
  const permissions = {
    api: [],
    explicit_host: grants,
    manifest_permissions: [],
    scriptable_host: [],
  };
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({
      extensions: {
        settings: { [unpackedId(extension)]: { runtime_granted_permissions: permissions } },
      },
    }),
  );
}

/** A browser that does not take the extension is closed: nobody else knows of it. */
export async function installInto(browser: Browser, extension: string) {
  try {
    const id = await browser.installExtension(extension);
    const installed = (await browser.extensions()).get(id);
    if (installed === undefined) throw new Error('Chromium did not take the extension.');
    return { id, installed };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Chromium names an unpacked extension by its folder: the hash's first digits, as a to p. */
function unpackedId(extension: string): string {
  const digits = createHash('sha256').update(extension).digest('hex').slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');
}
