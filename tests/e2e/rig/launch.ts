import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import type { Rig } from './rig.ts';

/** The demo's server is on loopback. */
export const DEMO_HOST = 'http://127.0.0.1/*';

export const BROWSERS = ['chromium', 'firefox'] as const;

/** The browser with the extension as it is shipped, and no site watched yet. */
export function launch(browser: (typeof BROWSERS)[number]): Promise<Rig> {
  return browser === 'chromium'
    ? launchChromium({ extension: '.output/chrome-mv3', grants: [DEMO_HOST] })
    : launchFirefox({ extension: '.output/firefox-mv3' });
}
