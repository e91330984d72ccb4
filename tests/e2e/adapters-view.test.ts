/** The adapters' view by itself: written, mended, removed, had back; light, dark, narrow, in German. */
import { readFile } from 'node:fs/promises';
import { parseYAML } from 'confbox';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sighting } from '../../core/sites/sighting.ts';
import { sampleAdapter } from '../unit/sites/adapter-sample.ts';
import type { Shown } from './pages/adapters.tsx';
import { launchBare } from './rig/bare-browser.ts';
import { bundle, type Bundle } from './rig/bundle.ts';
import { PICTURE_TIME, stopClock, take } from './rig/picture.ts';

type Messages = { [key: string]: string | Messages };

/** As the build writes them for the browser. */
function flat(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, message]) => {
    if (typeof message === 'string') return [[prefix + key, message]];
    const { 1: one, n } = message;
    if (typeof one === 'string' && typeof n === 'string') return [[prefix + key, `${one} | ${n}`]];
    return flat(message, `${prefix}${key}_`);
  });
}

const seen = (ago: number, changes: Partial<Sighting>): Sighting => ({
  id: `01980000-0000-7000-8000-${String(ago).padStart(12, '0')}`,
  at: PICTURE_TIME - ago * 1_000,
  transport: 'fetch',
  method: 'POST',
  path: '/api/ask/*',
  status: 200,
  contentType: 'text/event-stream',
  outcome: { kind: 'under-way' },
  requestOutline: ['model', 'chat.id', 'messages.*.role', 'messages.*.content', 'source'],
  answerOutline: ['type', 'delta.text', 'usage.input_tokens', 'usage.output_tokens'],
  ...changes,
});
const counted = {
  kind: 'counted',
  protocol: 'openai-chat',
  adapter: null,
  model: 'gpt-5',
  inputTokens: 812,
  outputTokens: 344,
  source: 'reported',
} as const;

const sightings: Sighting[] = [
  seen(1, {}),
  seen(9, { outcome: { ...counted, protocol: 'adapter', adapter: 'Our assistant' } }),
  seen(14, { path: '/v1/chat/completions', outcome: counted }),
  seen(15, {
    path: '/api/suggest',
    contentType: 'application/json',
    outcome: { kind: 'not-counted', reason: 'no-text' },
    answerOutline: ['$'],
  }),
  seen(31, {
    path: '/bot/talk',
    transport: 'xhr',
    contentType: 'application/json',
    outcome: {
      ...counted,
      protocol: 'by-shape',
      model: null,
      inputTokens: null,
      source: 'estimated',
    },
  }),
  seen(44, {
    path: '/api/chats/*/messages/*/attachments/a-rather-long-name/preview',
    status: 503,
    contentType: null,
    outcome: { kind: 'not-counted', reason: 'refused' },
    requestOutline: [],
    answerOutline: [],
  }),
];
const full: Shown = {
  own: [
    sampleAdapter,
    {
      name: 'Staff portal',
      site: 'https://portal.corp.example',
      screen: { composer: 'textarea', answers: '.answer' },
    },
  ],
  company: [
    {
      name: 'Gateway',
      site: 'https://llm.corp.example',
      endpoint: '/gw/*',
      protocol: 'openai-chat',
    },
  ],
  sites: ['https://chat.corp.example/*', 'https://portal.corp.example/*'],
  site: 'https://chat.corp.example/*',
  sightings,
};
const nothing: Shown = { own: [], company: [], sites: [], site: null, sightings: [] };

describe('the adapters’ view', () => {
  let browser: Browser;
  let built: Bundle;
  beforeAll(async () => {
    built = await bundle('tests/e2e/pages/adapters.tsx', 'adaptersPage');
    browser = await launchBare('chromium');
  });
  afterAll(() => browser.close());

  async function open(shown: Shown, language = 'en', width = 1120): Promise<Page> {
    const messages = Object.fromEntries(
      flat(parseYAML(await readFile(`locales/${language}.yml`, 'utf8'))),
    );
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await stopClock(page);
    await page.evaluateOnNewDocument((texts: Record<string, string>) => {
      const getMessage = (key: string, parts: string[] = []) =>
        (texts[key] ?? '').replaceAll(/\$(\d)/g, (_, place: string) => parts[+place - 1] ?? '');
      Object.assign(globalThis, { browser: { runtime: { id: 'test' }, i18n: { getMessage } } });
    }, messages);
    await page.goto('data:text/html,<!doctype html><html lang=en><title>Adapters</title><body>');
    await page.addStyleTag({ content: built.styles });
    await page.addScriptTag({ content: built.script });
    await page.evaluate((what: Shown) => window.adaptersPage.show(what), shown);
    await page.waitForSelector('.adapters');
    return page;
  }
  const click = (page: Page, testid: string) => page.locator(`[data-testid="${testid}"]`).click();
  const textOf = (page: Page, testid: string) =>
    page.$eval(`[data-testid="${testid}"]`, (element) => element.textContent);
  const names = (page: Page) =>
    page.$$eval('[data-testid=adapters-own] strong', (all) => all.map((one) => one.textContent));
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
  /** As a person would: all that stands there is replaced. */
  const write = async (page: Page, text: string) => {
    await page.focus('[data-testid=adapters-json]');
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyA');
    await page.keyboard.up('Control');
    await page.keyboard.sendCharacter(text);
  };

  it('says what to do where there is nothing', async () => {
    const page = await open(nothing);
    await take(page, 'adapters-nothing');
    await page.close();
    const waiting = await open({ ...full, sightings: [] });
    await take(waiting, 'adapters-waiting');
    await waiting.close();
  });

  it('is drawn full, narrow and in German', async () => {
    for (const [name, language, width] of [
      ['adapters', 'en', 1120],
      ['adapters-de', 'de', 1120],
      ['adapters-narrow', 'en', 400],
    ] as const) {
      const page = await open(full, language, width);
      await page.locator('[data-testid=try-sighting]:nth-of-type(1) summary').click();
      await page.evaluate(() => window.scrollTo(0, 0));
      await take(page, name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it('says beside the text what is to be mended, and saves what is in order', async () => {
    const page = await open(full);
    await click(page, 'adapters-add');
    expect(await page.$eval(':focus', (element) => element.id)).toMatch(/json$/);
    await write(page, '{"name": "Mine"');
    expect(await textOf(page, 'adapters-problems')).toContain('not JSON');
    await write(
      page,
      '{"name": "Gateway", "site": "https://a.example", "endpoint": "ask", "x": 1}',
    );
    expect(await textOf(page, 'adapters-problems')).toContain('endpoint');
    await take(page, 'adapters-mend');
    expect(
      await page.$eval('[data-testid=adapters-save]', (button) => button.matches(':disabled')),
    ).toBe(true);
    const good = { site: 'https://a.example', endpoint: '/ask', protocol: 'dify' };
    await write(page, JSON.stringify({ name: 'Gateway', ...good }));
    expect(await textOf(page, 'adapters-problems')).toContain('no other adapter has');
    await write(page, JSON.stringify({ name: 'Mine', ...good }));
    await click(page, 'adapters-save');
    expect(await names(page)).toEqual(['Our assistant', 'Staff portal', 'Mine']);
    expect(await focused(page)).toBe('Add an adapter');
    await page.close();
  });

  it('removes, and gives back at once', async () => {
    const page = await open(full);
    await page.locator('button[aria-label="Remove: Our assistant"]').click();
    expect(await names(page)).toEqual(['Staff portal']);
    expect(await focused(page)).toBe('Undo');
    await page.keyboard.press('Enter');
    expect(await names(page)).toEqual(['Staff portal', 'Our assistant']);
    expect(await page.$('[data-testid=adapters-undo]')).toBeNull();
    await page.close();
  });

  it('begins an adapter from what it saw, unless another is being written', async () => {
    const page = await open(full);
    await page.locator('[data-testid=try-sighting] summary').click();
    await click(page, 'try-start');
    const draft = await page.$eval(
      '[data-testid=adapters-json]',
      (field) => (field as HTMLTextAreaElement).value,
    );
    expect(JSON.parse(draft)).toMatchObject({
      name: 'chat.corp.example',
      endpoint: '/api/ask/*',
      request: { text: ['messages.*.content'], conversation: 'chat.id' },
      answer: { framing: 'events', text: ['delta.text'], inputTokens: 'usage.input_tokens' },
    });
    await take(page, 'adapters-start');
    await write(page, draft.replace('chat.corp', 'talk.corp'));
    expect(
      await page.$eval('[data-testid=try-start]', (button) => button.matches(':disabled')),
    ).toBe(true);
    await page.close();
  });

  it('says of each exchange what became of it', async () => {
    const page = await open(full);
    const lines = await page.$$eval('.sighting-outcome', (all) =>
      all.map((one) => one.textContent),
    );
    expect(lines).toEqual([
      'Still under way',
      'Counted by your adapter “Our assistant” · gpt-5 · 812 in, 344 out (reported)',
      'Counted as OpenAI Chat · gpt-5 · 812 in, 344 out (reported)',
      'Not counted: the answer carried no text',
      'Counted by its shape · model not named · – in, 344 out (estimated)',
      'Not counted: the server refused it',
    ]);
    await page.select('[data-testid=try-site]', '');
    await page.waitForSelector('.try-it-hint');
    await page.close();
  });
});
