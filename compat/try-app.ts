/** One app from its install to its comparison, with everything ended afterwards. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../tests/e2e/rig/chromium.ts';
import { DEMO_HOST } from '../tests/e2e/rig/launch.ts';
import { rowsOf } from '../tests/e2e/rig/rows-of.ts';
import { turnOn } from '../tests/e2e/rig/turn-on.ts';
import { until } from './until.ts';
import type { App } from './app.ts';
import { compare, type Comparison, whyUnseen } from './comparison.ts';
import { install } from './install.ts';
import { startProvider } from './provider.ts';
import type { ServedCall } from './served.ts';
import { standIn } from './stand-ins.ts';
import { recordWire } from './wire.ts';

const OUTPUT = '.output/compat';
const EXTENSION = '.output/chrome-mv3';
/** For one act to be served, and for the last of it to be kept, in ms. */
const PATIENCE = { act: 60_000, kept: 20_000 };

export async function tryApp(app: App, say: (what: string) => void): Promise<Comparison> {
  const folder = join(process.cwd(), OUTPUT, app.name);
  say('installing it');
  await install(app, folder);
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const home = await mkdtemp(join(tmpdir(), `trueburn-${app.name}-`));
    closing.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    const provider = await startProvider(app.acts);
    closing.push(() => provider.close());
    const logs = join(folder, 'logs');
    await mkdir(logs, { recursive: true });
    say('starting it');
    const running = await app.start({
      installed: folder,
      home,
      provider: provider.url,
      log: (name) => join(logs, `${name}.log`),
    });
    closing.push(() => running.close());
    const rig = await launchChromium({ extension: EXTENSION, grants: [DEMO_HOST] });
    closing.push(() => rig.close());
    const page = await rig.open('about:blank');
    const inside = await rig.extensionPage('dashboard.html');
    const wire = await recordWire(page);
    const served = async (mark: string, calls = 1): Promise<void> => {
      const done = () =>
        provider.calls.filter((call) => call.mark === mark && call.endedAt !== null).length;
      await until(`${mark} is served`, () => done() >= calls, { patience: PATIENCE.act });
    };
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    const failure: string[] = [];
    try {
      await standIn(page, running.standIns ?? {});
      await page.bringToFront();
      await page.goto(running.url);
      await page.waitForSelector(running.ready, { timeout: PATIENCE.act });
      await turnOn(rig, page, running.ready);
      await page.bringToFront();
      await running.drive({ page, say, served });
    } catch (error) {
      // What was counted until then is still worth comparing.
      failure.push(String(error));
    }
    say('comparing');
    await settled(inside, () => visible(provider.calls, app));
    await wire.save(join(folder, 'wire.json'));
    await writeFile(join(logs, 'page.log'), complaints.join('\n'));
    await page.screenshot({ path: join(folder, 'page.png') });
    const { interactions } = await rig.exportLedger();
    const both = { served: provider.calls, recorded: interactions };
    await writeFile(join(folder, 'compared.json'), JSON.stringify(both, null, 1));
    const comparison = compare(interactions, provider.calls, app.acts);
    const differences = [...failure, ...comparison.differences];
    return { ...comparison, differences, holds: comparison.holds && failure.length === 0 };
  } finally {
    for (const close of closing.reverse()) {
      // One that cannot be ended is no reason to leave the others running.
      await close().catch((error: unknown) => say(`not ended: ${String(error)}`));
    }
  }
}

const visible = (calls: readonly ServedCall[], { acts }: App): number =>
  calls.filter((call) => whyUnseen(call, acts) === null).length;

/**
 * As many are kept as could be seen, and none is under way; or patience is at an end, and the
 * comparison says the rest.
 */
async function settled(inside: Page, expected: () => number): Promise<void> {
  const asMany = async () =>
    (await rowsOf(inside, 'interactions')) === expected() &&
    (await rowsOf(inside, 'underWay')) === 0;
  await until('all is kept', asMany, { patience: PATIENCE.kept }).catch(() => null);
}
