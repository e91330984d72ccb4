import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findFirefox } from '../../../setup/browsers.mjs';
import { downloadedExport } from './download.ts';
import type { Rig, RigOptions } from './rig.ts';
import { until } from '../../until.ts';

const GECKO_ID = 'trueburn@trueburn.example';
/** Firefox makes up a new one for every profile; here it is known beforehand. */
const HOST = '5b0c1f2e-6f4b-4b0e-9d53-1f6f2b6a7c01';

export async function launchFirefox({ extension, policy }: RigOptions): Promise<Rig> {
  const firefox = findFirefox();
  if (firefox === null) throw new Error('No Firefox found: run `npm test`, which installs one.');
  const directory = await mkdtemp(join(tmpdir(), 'trueburn-firefox-'));
  if (policy !== undefined) await writePolicy(directory, policy);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox.path,
    headless: true,
    ...(policy === undefined ? {} : { env: { ...process.env, HOME: directory } }),
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: HOST }),
      // The answer to the browser's question is yes.
      'extensions.webextOptionalPermissionPrompts': false,
      'browser.download.folderList': 2,
      'browser.download.dir': directory,
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
    },
  });
  await browser.installExtension(resolve(extension));
  const address = (file: string) => `moz-extension://${HOST}/${file}`;

  const extensionPage = async (file: string) => {
    const page = await browser.newPage();
    // Firefox never says that an extension's page has loaded; what stands in it does. Asked while
    // the page is being replaced it fails, and is asked again.
    page.goto(address(file)).catch(() => {});
    await until(() => page.$('#root > *').catch(() => null));
    return page;
  };

  return {
    name: 'firefox',
    open: async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    extensionPage,
    popup: async (over) => {
      await over.bringToFront();
      // What a click on the toolbar button gives the extension; its panel no driver can reach.
      await privileged(
        browser,
        `extension.tabManager.addActiveTabPermission(gBrowser.selectedTab);`,
      );
      return extensionPage('popup.html');
    },
    exportLedger: () => downloadedExport(extensionPage, directory),
    killBackground: () =>
      privileged(
        browser,
        // One that is just starting is ended as soon as it has.
        `const ran = extension.backgroundState !== 'stopped';
        await extension.terminateBackground({ ignoreDevToolsAttached: true });
        return ran;`,
      ),
    update: async () => {
      await browser.installExtension(resolve(extension));
    },
    close: async () => {
      await browser.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** As docs/for-companies.md tells administrators to, for one user. */
async function writePolicy(home: string, data: object): Promise<void> {
  const folder = join(home, '.mozilla', 'managed-storage');
  await mkdir(folder, { recursive: true });
  const manifest = { name: GECKO_ID, description: 'Trueburn', type: 'storage', data };
  await writeFile(join(folder, `${GECKO_ID}.json`), JSON.stringify(manifest));
}

interface BidiReply {
  result: {
    type: string;
    contexts?: { context: string }[];
    exceptionDetails?: { text: string };
    result?: { value?: unknown };
  };
}

/** Runs code with the browser's own rights, `extension` being ours. Resolves to whether it says so. */
async function privileged(browser: Browser, code: string): Promise<boolean> {
  const { connection } = browser as Browser & {
    connection: { send(method: string, params: object): Promise<BidiReply> };
  };
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { result } = await connection.send('script.evaluate', {
    expression: `(async () => {
      const { extension } = WebExtensionPolicy.getByID('${GECKO_ID}');
      ${code}
    })()`,
    target: { context: tree.result.contexts?.[0]?.context },
    awaitPromise: true,
  });
  if (result.type !== 'success') throw new Error(result.exceptionDetails?.text);
  return result.result?.value === true;
}
