/** Sites as the person turns them on and off, and as the browser takes them away. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, DEMO_HOST } from './rig/launch.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';
import { until } from '../until.ts';

const testid = (name: string) => `[data-testid="${name}"]`;

interface ExtensionApi {
  permissions: { remove(permissions: { origins: string[] }): Promise<boolean> };
  scripting: { getRegisteredContentScripts(): Promise<{ id: string; matches?: string[] }[]> };
}

describe.each(BROWSERS)('the list of sites in %s', (browser) => {
  let demo: WatchedDemo;
  let list: Page;
  beforeAll(async () => {
    demo = await watchDemo(browser);
    list = demo.inside;
  });
  afterAll(() => demo.close());

  const click = async (name: string) => {
    await list.bringToFront();
    await list.locator(testid(name)).click();
  };
  const send = () =>
    demo.page.evaluate(async () => {
      const prompt = { client: 'openai', prompt: 'Hello' } as const;
      return (await window.workspace.runExchange(prompt)).ending;
    });
  const kept = async () => (await demo.rig.exportLedger()).interactions.length;
  const registered = () =>
    list.evaluate(() => {
      const { chrome } = window as unknown as { chrome: ExtensionApi };
      return chrome.scripting.getRegisteredContentScripts();
    });
  /** As the browser's own menus do. */
  const takeBack = () =>
    list.evaluate((host) => {
      const { chrome } = window as unknown as { chrome: ExtensionApi };
      return chrome.permissions.remove({ origins: [host] });
    }, DEMO_HOST);
  /** One exchange is recorded, which also says that nothing before it is still on its way. */
  const sendAndCount = async (before: number) => {
    await demo.page.bringToFront();
    expect(await send()).toBe('complete');
    await until(async () => (await kept()) > before);
    return kept();
  };

  it('says that the site is watched, and who turned it on', async () => {
    await list.waitForSelector(testid('site-on'));
    expect(await list.$eval(testid('site-on'), (row) => row.textContent)).toMatch(
      /127\.0\.0\.1.*turned on by you/i,
    );
    expect(await sendAndCount(0)).toBe(1);
  });

  it('turns it off at once in the page that is open, keeps the permission, and on again', async () => {
    await click('site-switch');
    await list.waitForSelector(testid('site-off'));
    await until(async () => (await registered()).length === 0);
    expect(await send()).toBe('complete');
    await click('site-switch');
    await list.waitForSelector(testid('site-on'));
    await until(async () => (await registered()).length === 2);
    // The page is watched again without a reload, and what came between is not made up for.
    expect(await sendAndCount(1)).toBe(2);
  });

  it('removes it with the browser’s permission, and offers the way back', async () => {
    await click('site-remove');
    await list.waitForSelector(testid('site-removed'));
    await until(async () => (await registered()).length === 0);
    const focused = await list.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    expect(focused).toBe('site-watch-again');
    expect(await send()).toBe('complete');
    await demo.page.reload();
    await demo.page.waitForSelector(testid('composer'));
    expect(await send()).toBe('complete');
    await click('site-watch-again');
    await list.waitForSelector(testid('site-on'));
    await until(async () => (await registered()).length === 2);
    await demo.page.reload();
    await demo.page.waitForSelector(testid('composer'));
    expect(await sendAndCount(2)).toBe(3);
  });

  it('notices at once when the browser takes the permission back, and asks for it with one button', async () => {
    await takeBack();
    await list.waitForSelector(testid('site-taken-back'));
    await until(async () => (await registered()).length === 0);
    expect(await send()).toBe('complete');
    const popup = await demo.rig.popup(demo.page);
    await popup.waitForSelector(testid('popup-site-taken-back'));
    await popup.locator(testid('popup-watch')).click();
    await popup.waitForSelector(`${testid('popup-site-watched')}, ${testid('popup-site-reload')}`);
    await popup.close();
    await list.waitForSelector(testid('site-on'));
    await until(async () => (await registered()).length === 2);
    await demo.page.bringToFront();
    await demo.page.reload();
    await demo.page.waitForSelector(testid('composer'));
    expect(await sendAndCount(3)).toBe(4);
  });

  it('keeps the registration in line while the background sleeps', async () => {
    await demo.rig.killBackground();
    await takeBack();
    await until(async () => (await registered()).length === 0);
    await demo.rig.killBackground();
    await click('site-watch');
    await list.waitForSelector(testid('site-on'));
    await until(async () => (await registered()).length === 2);
    for (const { matches } of await registered()) expect(matches).toEqual([DEMO_HOST]);
    await demo.page.bringToFront();
    await demo.page.reload();
    await demo.page.waitForSelector(testid('composer'));
    expect(await sendAndCount(4)).toBe(5);
  });
});
