/** A page that lies, floods and garbles: it goes on as ever, and the ledger stays in order. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from './rig/launch.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  beforeAll(async () => {
    demo = await watchDemo(browser);
  });
  afterAll(() => demo.close());

  const ask = (model: string) =>
    demo.page.evaluate(
      (name) =>
        window.workspace.runExchange({
          client: 'openai',
          prompt: 'Hello',
          model: name,
          behaviour: { pace: 1 },
        }),
      model,
    );

  it('gives no port to a page that asks for one, and takes none from it', async () => {
    const stolen = await demo.page.evaluate(async () => {
      const heard: string[] = [];
      document.addEventListener('trueburn:offer', () => heard.push('offer'));
      document.dispatchEvent(new Event('trueburn:hello'));
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => heard.push('answer');
      document.dispatchEvent(new MessageEvent('trueburn:offer', { ports: [port2] }));
      port1.postMessage({
        type: 'open',
        id: 1,
        at: 1,
        url: `${location.origin}/v1/messages`,
        body: null,
      });
      port1.postMessage('x'.repeat(1_000_000));
      window.postMessage({ type: 'record', drafts: [] }, '*');
      // By the time an answer is here, anything said in return would be too.
      for (let round = 0; round < 5; round += 1) await (await fetch('/truth')).text();
      return heard;
    });
    // The page hears its own offer; nobody answers it.
    expect(stolen).toEqual(['offer']);
  });

  it('lives through answers that are broken, gigantic or bombs', async () => {
    const outcome = await demo.page.evaluate(async () => {
      const post = (say: string) =>
        fetch('/v1/chat/completions', {
          method: 'POST',
          headers: { 'x-demo': JSON.stringify({ say, garbleAfter: 1 }) },
          body: JSON.stringify({ model: 'hostile', stream: true, messages: [] }),
        });
      const whole = await (await post('x'.repeat(10_000))).text();
      // Put together by hand: not every browser can write what every browser can read.
      const request = `{"model":"deep","messages":${'['.repeat(5000)}${']'.repeat(5000)}}`;
      const deep = await fetch('/v1/chat/completions', { method: 'POST', body: request });
      const big = await fetch('/big/v1/chat/completions?name=hostile&bytes=60000000', {
        method: 'POST',
        body: JSON.stringify({ model: 'big', stream: true, messages: [] }),
      });
      const { byteLength } = await big.arrayBuffer();
      return { whole: whole.includes('[DONE]'), deep: deep.status, byteLength };
    });
    expect(outcome).toEqual({ whole: true, deep: 400, byteLength: 60_000_000 });
  });

  it('survives a page that breaks the functions everybody uses', async () => {
    await demo.page.evaluate(() => {
      const broken = () => {
        throw new Error('broken by the page');
      };
      Object.defineProperty(MessagePort.prototype, 'postMessage', { value: broken });
      Object.defineProperty(Date, 'now', { value: () => -1 });
      Object.defineProperty(performance, 'now', { value: () => Number.NaN });
    });
    const { ending } = await ask('after-breaking');
    expect(ending).toBe('complete');
  });

  it('keeps the ledger in order, and says in health what could not be counted', async () => {
    const { interactions, rollups, health } = await demo.rig.exportLedger();
    const counted = rollups.reduce((sum, rollup) => sum + rollup.interactions, 0);
    expect(counted).toBe(interactions.length);
    expect(interactions.map(({ model }) => model)).toEqual(
      expect.arrayContaining(['hostile', 'after-breaking']),
    );
    expect(health.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['malformed', 'too-large']),
    );
    const dashboard = await demo.rig.extensionPage('dashboard.html');
    await dashboard.waitForFunction(() =>
      document.body.textContent?.includes('Answers too large to follow'),
    );
  });
});
