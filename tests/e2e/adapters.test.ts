/** An app nobody has described: the person tries it, writes down what it speaks, and it counts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './rig/launch.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';
import { until } from '../until.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  const said = async () => demo.inside.$eval('body', (body) => body.textContent);
  const ask = () =>
    demo.page.evaluate(async () => {
      await window.workspace.speak({ protocol: 'openai-chat', model: 'tried-1' });
    });

  it('shows what a site sends while it is tried, and no word of it', async () => {
    await demo.inside.waitForSelector('[data-testid=try-site]');
    await demo.inside.select('[data-testid=try-site]', 'http://127.0.0.1/*');
    await demo.page.bringToFront();
    await until(async () => {
      await ask();
      return (await said()).includes('/v1/chat/completions');
    }, 300);
    const text = await said();
    expect(text).toContain('tried-1');
    expect(text).toContain('messages.*.content');
    expect(text).not.toContain('What should we do first');
  });

  it('counts by an adapter once one was written', async () => {
    await demo.inside.evaluate(async (site) => {
      const adapter = {
        name: 'House chat',
        site,
        endpoint: '/v1/chat/completions',
        protocol: 'openai-chat',
      };
      const { storage } = (globalThis as unknown as { chrome: { storage: ExtensionStorage } })
        .chrome;
      await storage.local.set({ adapters: [adapter] });
    }, demo.server.url);
    await demo.page.reload();
    await demo.page.waitForSelector('[data-testid=composer]');
    await until(async () => {
      await ask();
      return (await said()).includes('House chat');
    }, 300);
    await demo.allKept();
  });
});

interface ExtensionStorage {
  local: { set: (values: object) => Promise<void> };
}
