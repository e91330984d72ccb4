/** A company's build: its sites are watched from the start, and can be turned off as easily. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPreset } from '../../demo/build.ts';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import { launchChromium } from './rig/chromium.ts';
import { launchFirefox } from './rig/firefox.ts';
import { BROWSERS, DEMO_HOST } from './rig/launch.ts';
import type { Rig } from './rig/rig.ts';

describe.each(BROWSERS)('a build for %s with TRUEBURN_SITES', (browser) => {
  let server: ModelServer;
  let rig: Rig;
  let extension: string;
  beforeAll(async () => {
    server = await startModelServer('.output/demo-app');
    const target = browser === 'chromium' ? 'chrome' : 'firefox';
    extension = await buildPreset(`${DEMO_HOST} https://meshclaw.corp.example/*`, 'preset', target);
    rig = await (browser === 'chromium' ? launchChromium : launchFirefox)({ extension });
  });
  afterAll(async () => {
    await rig.close();
    await server.close();
  });

  it('asks for these hosts and no others', () => {
    const manifest = JSON.parse(readFileSync(`${extension}/manifest.json`, 'utf8'));
    expect(manifest.host_permissions).toEqual([DEMO_HOST, 'https://meshclaw.corp.example/*']);
  });

  it('watches them without being asked, says who set them up, and lets them be turned off', async () => {
    const page = await rig.open(server.url);
    const popup = await rig.popup(page);
    const card = '[data-testid=popup-site-watched], [data-testid=popup-site-reload]';
    await popup.waitForSelector(card);
    if (await popup.$('[data-testid=popup-reload]'))
      await popup.click('[data-testid=popup-reload]');
    await popup.waitForSelector('[data-testid=popup-site-watched]');
    const words = await popup.$eval(card, (element) => element.textContent ?? '');
    expect(words).toMatch(/set up by your company/i);
    await popup.click('[data-testid=popup-unwatch]');
    await popup.waitForSelector('[data-testid=popup-site-not-watched]');
    await popup.click('[data-testid=popup-watch]');
    await popup.waitForSelector(card);
    await popup.close();
  });
});

it('refuses to build with adapters that are none', async () => {
  const built = buildPreset(DEMO_HOST, 'preset', 'chrome', 'tests/fixtures/adapters-wrong.json');
  await expect(built).rejects.toThrow(/TRUEBURN_ADAPTERS: .* has to hold a list of adapters/);
});

it('refuses to build for what is not a site', async () => {
  await expect(buildPreset('meshclaw.corp.example', 'preset')).rejects.toThrow(/is not a site/);
});
