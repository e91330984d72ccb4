/** The extension is updated under a page that is open: nothing twice, nothing of the old left. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import { launchChromium } from './rig/chromium.ts';
import { launchFirefox } from './rig/firefox.ts';
import { BROWSERS, DEMO_HOST } from './rig/launch.ts';
import type { Rig } from './rig/rig.ts';
import { turnOn } from './rig/turn-on.ts';
import { until } from '../until.ts';

/** The same extension under a later version, in the same folder. */
async function changeVersion(folder: string): Promise<void> {
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, version: '99.0.0' }));
}

describe.each(BROWSERS)('an update in %s', (browser) => {
  let server: ModelServer;
  let rig: Rig;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];
  /** What the demo itself complains about, unwatched. */
  let usual: string[] = [];
  beforeAll(async () => {
    server = await startModelServer('.output/demo-app');
    folder = await mkdtemp(join(tmpdir(), 'trueburn-update-'));
    const built = browser === 'chromium' ? '.output/chrome-mv3' : '.output/firefox-mv3';
    await cp(built, folder, { recursive: true });
    rig = await (browser === 'chromium'
      ? launchChromium({ extension: folder, grants: [DEMO_HOST] })
      : launchFirefox({ extension: folder }));
    page = await rig.open(`${server.url}/`);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await send('unwatched');
    await page.reload();
    await page.waitForSelector('[data-testid=composer]');
    usual = complaints.splice(0);
    await turnOn(rig, page);
  });
  afterAll(async () => {
    await rig.close();
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const send = (model: string) =>
    page.evaluate(
      async (named) =>
        (await window.workspace.runExchange({ client: 'openai', prompt: 'Hello', model: named }))
          .ending,
      model,
    );
  const recorded = async () =>
    (await rig.exportLedger()).interactions.flatMap(({ model }) => model ?? []).toSorted();
  /** Writes down the functions as they are, ours among them. */
  const markFunctions = () =>
    page.evaluate(() => {
      Object.assign(window, {
        marked: [window.fetch, Reflect.get(XMLHttpRequest.prototype, 'send'), WebSocket],
      });
    });
  const areGone = () =>
    page.evaluate(() => {
      const now: unknown[] = [
        window.fetch,
        Reflect.get(XMLHttpRequest.prototype, 'send'),
        WebSocket,
      ];
      const { marked } = window as unknown as { marked: unknown[] };
      return now.map((own, index) => own !== marked[index]);
    });

  it('records nothing twice, and after a reload everything once', async () => {
    await send('before');
    await until(async () => (await recorded()).length === 1);
    await page.bringToFront();
    await markFunctions();
    const under = send('under-way');
    await changeVersion(folder);
    await rig.update();
    expect(await under).toBe('complete');
    for (const model of ['between-1', 'between-2']) expect(await send(model)).toBe('complete');
    // Firefox takes the old collector away with its extension: then the hook speaks to nobody.
    if (browser === 'chromium') expect(await areGone()).toEqual([true, true, true]);
    await page.reload();
    await page.waitForSelector('[data-testid=composer]');
    for (const model of ['after-1', 'after-2']) expect(await send(model)).toBe('complete');
    await until(async () => (await recorded()).includes('after-2'));
    const models = await recorded();
    expect(models.filter((model) => model?.startsWith('after'))).toEqual(['after-1', 'after-2']);
    expect(new Set(models).size).toBe(models.length);
    expect(complaints.filter((complaint) => !usual.includes(complaint))).toEqual([]);
  });
});
