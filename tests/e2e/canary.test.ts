/**
 * Words that stand nowhere else are put into everything a page says and hears. None of them may
 * be found in anything that leaves the page.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../demo/app/wire/all.ts';
import { BROWSERS } from './rig/launch.ts';
import { type WatchedDemo, watchDemo } from './rig/watched-demo.ts';
import { until } from '../until.ts';

const CANARIES = ['Zugspitze', 'Quokkabär', 'nightjar7', 'Sandpiper', 'Kestrelfold', 'plover_q'];
const [PROMPT = '', ANSWER = '', QUERY = '', HEADER = '', SYSTEM = '', CHAT = ''] = CANARIES;

/** Long enough to be sketched. */
const QUESTION = `Tell me about ${PROMPT} and every other mountain from which one sees it`;
const WORDS = [...CANARIES, 'Quokka', 'Tell me', 'mountain', 'Bearer'];

const SOCKETS = [
  'openclaw',
  'open-webui',
  'librechat',
  'openai-responses',
  'chatgpt-web',
  'm365-copilot',
  'copilot',
  'n8n',
] as const;

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  const logged: string[] = [];
  beforeAll(async () => {
    demo = await watchDemo(browser);
    for (const page of [demo.page, demo.inside])
      page.on('console', (line) => logged.push(line.text()));
    await listenToMessages(demo.inside);
  });
  afterAll(() => demo.close());

  it('finds no word of prompts, answers, arguments, addresses or headers outside the page', async () => {
    await demo.page.evaluate(
      async (words) => {
        const headers = {
          'content-type': 'application/json',
          authorization: `Bearer ${words.HEADER}`,
          'x-demo': JSON.stringify({ say: `${words.ANSWER} said`.replace('ä', '\u00e4') }),
        };
        const post = async (path: string, body: object, read: 'text' | 'json' | 'stream') => {
          const response = await fetch(`${path}?q=${words.QUERY}#${words.QUERY}`, {
            method: 'POST',
            // Headers are bytes; the word in them is told in ASCII.
            headers: { ...headers, 'x-demo': headers['x-demo'].replaceAll('\u00e4', 'a') },
            body: JSON.stringify(body),
          });
          if (read !== 'stream') await response[read]();
          else await response.body?.pipeTo(new WritableStream());
        };
        const tools = [
          { type: 'function', function: { name: 'send_email', description: words.PROMPT } },
        ];
        const user = { role: 'user', content: words.QUESTION };
        const chat = { model: 'm-1', messages: [{ role: 'system', content: words.SYSTEM }, user] };
        await post('/v1/chat/completions', { ...chat, stream: true }, 'stream');
        await post('/v1/chat/completions', { ...chat, stream: true, tools }, 'text');
        await post('/v1/chat/completions', chat, 'json');
        // A page may put a sentence where a name belongs.
        await post('/v1/chat/completions', { ...chat, model: `${words.PROMPT} and more` }, 'text');
        const message = { model: 'm-2', system: words.SYSTEM, messages: [user], max_tokens: 9 };
        await post('/v1/messages', { ...message, stream: true, tools }, 'stream');
        await post('/v1/messages', message, 'json');
        const ui = [{ id: '1', role: 'user', parts: [{ type: 'text', text: words.QUESTION }] }];
        const trigger = 'submit-message';
        await post('/api/chat', { id: words.CHAT, messages: ui, trigger }, 'stream');
        await post('/v1/chat/completions', { model: 'm-1', messages: 'x' }, 'text').catch(() => {});
      },
      { PROMPT, QUESTION, ANSWER, QUERY, HEADER, SYSTEM, CHAT },
    );
    await demo.allKept();
    const exported = await demo.rig.exportLedger();
    expect(exported.interactions).toHaveLength(7);
    expect(exported.interactions.some(({ conversation }) => conversation !== null)).toBe(true);
    const places = await placesOf(demo, logged, exported);
    // The search itself must be able to find something.
    expect(places.messages).toContain('"type":"record"');
    expect(places.stores).toContain('search_tickets');
    expectNone(places, WORDS);
    expectSketchesStay(places);
  });

  it('finds none on any wire or socket, nor of what is not over yet', async () => {
    const said = { say: `${ANSWER.replace('ä', 'a')} said` };
    const page = await demo.rig.open(demo.server.url);
    const before = demo.server.truth.entries.length;
    for (const protocol of Object.keys(WIRES) as WireName[]) {
      await page.evaluate((options) => window.workspace.speak(options), {
        protocol,
        prompt: QUESTION,
        history: [{ role: 'user', content: SYSTEM }],
        conversation: CHAT,
        behaviour: said,
      } as const);
    }
    for (const protocol of SOCKETS) {
      await page.evaluate((options) => window.workspace.converse(options), {
        protocol,
        prompt: QUESTION,
        behaviour: said,
      });
    }
    await demo.allKept();
    const slow = page.evaluate((options) => window.workspace.speak(options), {
      protocol: 'openai-chat',
      prompt: QUESTION,
      behaviour: { pieces: 400, pace: 10 },
    } as const);
    await until(async () => (await demo.underWay()) === 1);
    const exported = await demo.rig.exportLedger();
    const places = await placesOf(demo, logged, exported);
    expect(exported.interactions.length).toBeGreaterThan(
      before + Object.keys(WIRES).length + SOCKETS.length - 1,
    );
    expect(places.stores).toContain('"tab":');
    expectNone(places, [...WORDS, 'secret-']);
    expectSketchesStay(places);
    await slow;
    await demo.allKept();
    await page.close();
  });

  it('cannot reach any network from the extension’s own pages', async () => {
    const reached = await demo.inside.evaluate(
      (url) =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      `${demo.server.url}/truth`,
    );
    expect(reached).toBe(false);
  });
});

type Places = Record<'messages' | 'stores' | 'export' | 'popup' | 'dashboard' | 'logs', string>;

/** Everything outside the page that anything could have come to. */
async function placesOf(
  { rig, page, inside }: WatchedDemo,
  logged: readonly string[],
  exported: object,
): Promise<Places> {
  const popup = await rig.popup(page);
  await popup.waitForSelector('[data-testid=popup-state][data-state=figures]');
  const html = (of: Page) => of.evaluate(() => document.documentElement.outerHTML);
  const places = {
    messages: await heardMessages(inside),
    stores: await everythingStored(inside),
    export: JSON.stringify(exported),
    popup: await html(popup),
    dashboard: await html(inside),
    logs: logged.join('\n'),
  };
  await popup.close();
  return places;
}

function expectNone(places: Places, words: readonly string[]): void {
  for (const [place, content] of Object.entries(places)) {
    for (const word of words) {
      const found = content.toLowerCase().includes(word.toLowerCase());
      expect(found, `${word} in ${place}`).toBe(false);
    }
  }
}

const SKETCH = /[0-9a-f]{64}/;

/** Prompts were sketched, and the sketches are digits in their store and nowhere to be taken along. */
function expectSketchesStay(places: Places): void {
  interface Sketchbook {
    book: { id: string; at: number; sketch: string; cluster: string }[];
  }
  const { tables }: { tables: { sketches: Sketchbook[] } } = JSON.parse(places.stores);
  expect(Object.keys(tables)).toEqual(
    expect.arrayContaining(['streams', 'sketches', 'aliases', 'corrections', 'leanings']),
  );
  const entries = tables.sketches.flatMap(({ book }) => book);
  expect(entries.length).toBeGreaterThan(0);
  for (const { id, at, sketch, cluster, ...rest } of entries) {
    expect(sketch).toMatch(/^[0-9a-f]{64}$/);
    for (const name of [id, cluster]) expect(name).toMatch(/^[0-9a-f-]{36}$/);
    expect([typeof at, rest]).toEqual(['number', {}]);
  }
  const { messages: _, stores: __, ...elsewhere } = places;
  for (const [place, content] of Object.entries(elsewhere)) {
    expect(SKETCH.test(content), `a sketch in ${place}`).toBe(false);
  }
}

/** Messages of the extension reach all of its pages; this one writes down what it hears. */
async function listenToMessages(inside: Page): Promise<void> {
  await inside.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    interface Runtime {
      runtime: { onMessage: { addListener(listen: (message: unknown) => void): void } };
    }
    const scope = globalThis as unknown as { browser?: Runtime; chrome: Runtime };
    (scope.browser ?? scope.chrome).runtime.onMessage.addListener((message) => {
      heard.push(JSON.stringify(message));
    });
  });
}

function heardMessages(inside: Page): Promise<string> {
  return inside.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));
}

/** Every row of every table, and the extension's own storage. */
function everythingStored(inside: Page): Promise<string> {
  return inside.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('trueburn');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    });
    const tables = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise<[string, unknown]>((resolve) => {
            const rows = database.transaction(name).objectStore(name).getAll();
            rows.onsuccess = () => resolve([name, rows.result]);
          }),
      ),
    );
    database.close();
    interface Storage {
      storage: { local: { get(key: null): Promise<unknown> } };
    }
    const scope = globalThis as unknown as { browser?: Storage; chrome: Storage };
    const local = await (scope.browser ?? scope.chrome).storage.local.get(null);
    return JSON.stringify({ tables: Object.fromEntries(tables), local });
  });
}
