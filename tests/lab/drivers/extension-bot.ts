/** Another extension that fills in prompts and sends them. */
import { resolve } from 'node:path';
import { until } from '../../until.ts';
import type { Actor } from '../actor.ts';

const EXCHANGES = 14;

export const EXTENSION_BOT: Actor = {
  name: 'Browser extension',
  split: 'held-out',
  kind: 'program',
  perform: async ({ page, server }, { browser }, tell) => {
    tell('fills and clicks');
    const id = await browser.installExtension(resolve('tests/lab/bot'));
    await page.goto(`${server.url}/#bot`);
    await page.reload();
    await until(() => server.truth.entries.length >= EXCHANGES, 600);
    await browser.uninstallExtension(id);
  },
};
