/** A company's policy, as Firefox hands it on: it suggests, and the person decides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlankApp, serveBlankApp } from './rig/blank-app.ts';
import { launchFirefox } from './rig/firefox.ts';
import { DEMO_HOST } from './rig/launch.ts';
import type { Rig } from './rig/rig.ts';

const testid = (name: string) => `[data-testid="${name}"]`;

describe('a policy in Firefox', () => {
  let app: BlankApp;
  let rig: Rig;
  beforeAll(async () => {
    app = await serveBlankApp();
    rig = await launchFirefox({
      extension: '.output/firefox-mv3',
      policy: { sites: [DEMO_HOST], adapters: [], sharing: 'on', retentionDays: 3650 },
    });
  });
  afterAll(async () => {
    await rig.close();
    app.close();
  });

  it('suggests its sites, and watches none of them before the person agreed', async () => {
    const dashboard = await rig.extensionPage('dashboard.html');
    await dashboard.waitForSelector(testid('site-suggested'));
    const ignored = await dashboard.$eval(testid('policy-ignored'), (line) => line.textContent);
    expect(ignored).toMatch(/also says: sharing, retentionDays\. Trueburn does not listen/);
    const page = await rig.open(app.url);
    const popup = await rig.popup(page);
    await popup.waitForSelector(testid('popup-site-suggested'));
    await popup.locator(testid('popup-watch')).click();
    await popup.waitForSelector(testid('popup-site-reload'));
    await popup.close();
    await dashboard.waitForSelector(testid('site-on'));
    await dashboard.bringToFront();
    await dashboard.locator(testid('site-remove')).click();
    await dashboard.waitForSelector(testid('site-suggested'));
  });
});
