/** A real browser without the extension, for what can be tested by itself. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium, findFirefox } from '../../../setup/browsers.mjs';
import type { Rig } from './rig.ts';

export function launchBare(name: Rig['name']): Promise<Browser> {
  const found = name === 'chromium' ? findChromium() : findFirefox();
  if (found === null) throw new Error(`No ${name} found: run \`npm test\`, which installs one.`);
  return puppeteer.launch({
    browser: name === 'chromium' ? 'chrome' : 'firefox',
    executablePath: found.path,
    headless: true,
    args: name === 'chromium' ? ['--no-sandbox', '--disable-background-networking'] : [],
  });
}
