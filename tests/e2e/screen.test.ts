/** Sends and answers as they are seen on the screen, in a page of the test's own. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenOnScreen, watchScreen } from '../../capture/screen.ts';
import { streamlit } from '../../core/sites/streamlit.ts';
import { launchBare } from './rig/bare-browser.ts';
import { bundle, type Bundle } from './rig/bundle.ts';
import { BROWSERS } from './rig/launch.ts';

declare global {
  interface Window {
    screenWatch: { watchScreen: typeof watchScreen };
    /** Of the page. */
    say: (piece: string) => void;
    sayAsOther: (piece: string) => void;
    replaceAnswer: (said: string) => void;
    redrawAll: () => void;
    busyElsewhere: () => void;
    sent: string[];
    /** Of the test: what was reported, and timers that go off when the test says so. */
    seen: SeenOnScreen[];
    timers: { callback: () => void; milliseconds: number }[];
    clock: number;
    stopWatching: () => void;
    observed: number;
  }
}

const PLACES = { composer: '.composer', answers: '.answer', send: '#send' };

/** Taken from a running Streamlit 1.67, without its classes. */
const STREAMLIT_PAGE = `
  <div data-testid="stChatMessage">
    <div data-testid="stChatMessageAvatarUser" aria-hidden="true">face</div>
    <div data-testid="stChatMessageContent" role="group" aria-label="Chat message from user">
      <div data-testid="stMarkdownContainer"><p>hello there</p></div>
    </div>
  </div>
  <div data-testid="stChatMessage">
    <div data-testid="stChatMessageAvatarAssistant" aria-hidden="true">smart_toy</div>
    <div data-testid="stChatMessageContent" role="group" aria-label="Chat message from assistant">
      <div data-testid="stMarkdownContainer"><p>You said hello.</p></div>
    </div>
  </div>
  <div data-testid="stChatInput">
    <textarea data-testid="stChatInputTextArea" aria-label="Say something"></textarea>
    <button data-testid="stChatInputSubmitButton" aria-label="Send message"></button>
  </div>`;

let server: Server;
let built: Bundle;

beforeAll(async () => {
  const html = await readFile('tests/e2e/pages/screen.html', 'utf8');
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  built = await bundle('capture/screen.ts', 'screenWatch');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe.each(BROWSERS)('in %s', (name) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBare(name);
  });
  afterAll(() => browser.close());

  async function open(query = ''): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${query}`);
    await page.addScriptTag({ content: built.script });
    await page.evaluate((places) => {
      window.seen = [];
      window.timers = [];
      window.observed = 0;
      window.MutationObserver = class extends MutationObserver {
        override observe(target: Node, options?: MutationObserverInit): void {
          window.observed += 1;
          super.observe(target, options);
        }
      };
      // The clock the events are stamped by, moved on by the test.
      window.clock = 0;
      window.stopWatching =
        window.screenWatch.watchScreen({
          places,
          report: (exchange) => window.seen.push(exchange),
          steady: () => performance.now() + window.clock,
          later: (callback, milliseconds) => window.timers.push({ callback, milliseconds }),
          quiet: 5_000,
        }) ?? (() => {});
    }, PLACES);
    return page;
  }
  /** Real keys, wherever the composer stands. */
  const type = async (page: Page, text: string) => {
    const composer = await page.$('>>> .composer');
    await composer?.focus();
    await page.keyboard.type(text);
  };
  const ask = async (page: Page, text: string) => {
    await type(page, text);
    await page.keyboard.press('Enter');
  };
  const say = (page: Page, ...pieces: string[]) =>
    page.evaluate(async (said) => {
      for (const piece of said) {
        window.say(piece);
        // The browser tells of changes before the next task.
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
      }
    }, pieces);
  /** Time goes by, and whatever waited for it happens. */
  const rest = (page: Page, milliseconds: number) =>
    page.evaluate((by) => {
      window.clock += by;
      for (const { callback } of window.timers.splice(0)) callback();
    }, milliseconds);
  const seen = (page: Page) =>
    page.evaluate(() =>
      window.seen.map(({ askedText, answerText }) => `${askedText} → ${answerText}`),
    );

  it.each([
    ['a text area', ''],
    ['an element that can be edited', '?composer=editable'],
    ['a form', '?composer=form'],
    ['an open shadow root', '?shadow'],
    ['an element that can be edited in an open shadow root', '?composer=editable&shadow'],
  ])('sees what was asked and answered in %s', async (_what, query) => {
    const page = await open(query);
    await ask(page, 'How long is it?');
    await say(page, 'Seven ', 'weeks.');
    await rest(page, 5_100);
    expect(await seen(page)).toEqual(['How long is it? → Seven weeks.']);
    await page.close();
  });

  it('sees a click on the button, and that one send is one', async () => {
    const page = await open();
    await type(page, 'One');
    await (await page.$('>>> #send'))?.click();
    await say(page, 'First');
    await ask(page, 'Two');
    await say(page, 'Second');
    await page.evaluate(() => window.stopWatching());
    expect(await seen(page)).toEqual(['One → First', 'Two → Second']);
    const form = await open('?composer=form');
    await ask(form, 'Three');
    await say(form, 'Third');
    await form.evaluate(() => window.stopWatching());
    expect(await seen(form)).toEqual(['Three → Third']);
    await page.close();
    await form.close();
  });

  it('waits until the answer rests, with one timer at a time, and says when it last changed', async () => {
    const page = await open();
    await ask(page, 'Go');
    await say(page, 'a', 'b', 'c');
    expect(await page.evaluate(() => window.timers.length)).toBe(1);
    await rest(page, 3_000);
    expect(await seen(page)).toEqual([]);
    await say(page, 'd');
    const last = await page.evaluate(() => performance.now() + window.clock);
    await rest(page, 4_000);
    expect(await seen(page)).toEqual([]);
    await rest(page, 1_500);
    expect(await seen(page)).toEqual(['Go → abcd']);
    const [exchange] = await page.evaluate(() => window.seen);
    expect(exchange?.endedAt).toBeLessThanOrEqual(last);
    expect(exchange?.endedAt).toBeGreaterThan(3_000);
    expect(exchange?.at).toBeLessThan(exchange?.endedAt ?? 0);
    await page.close();
  });

  it('leaves alone what no person sent, line breaks, and what is not answered', async () => {
    const page = await open();
    await page.evaluate(() => {
      const composer = document.querySelector<HTMLTextAreaElement>('.composer');
      if (composer === null) return;
      composer.value = 'By a script';
      composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await say(page, 'An answer to a script');
    expect(await page.evaluate(() => window.observed)).toBe(0);
    await type(page, 'One');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Shift');
    expect(await page.evaluate(() => window.observed)).toBe(0);
    await page.keyboard.press('Enter');
    await page.evaluate(() => window.busyElsewhere());
    await rest(page, 60_000);
    await page.evaluate(() => window.stopWatching());
    expect(await page.evaluate(() => window.sent)).toEqual(['By a script', 'One']);
    expect(await seen(page)).toEqual([]);
    await page.close();
  });

  it('counts neither the person’s own words nor what stood there before', async () => {
    const page = await open('?echo');
    await ask(page, 'Same');
    await rest(page, 6_000);
    expect(await seen(page)).toEqual([]);
    await say(page, 'Yes.');
    await rest(page, 6_000);
    await ask(page, 'Again?');
    await page.evaluate(() => window.redrawAll());
    await say(page, 'Yes.');
    await page.evaluate(() => window.sayAsOther('And more.'));
    await rest(page, 6_000);
    expect(await seen(page)).toEqual(['Same → Yes.', 'Again? → Yes.\nAnd more.']);
    await page.close();
  });

  it('follows an answer that is put up anew, and forgets an old send', async () => {
    const page = await open();
    await ask(page, 'Go');
    await say(page, 'Thinking…');
    await page.evaluate(() => window.replaceAnswer('It is done.'));
    await rest(page, 6_000);
    await ask(page, 'Nothing comes');
    await rest(page, 301_000);
    await say(page, 'News of the day');
    await rest(page, 6_000);
    expect(await seen(page)).toEqual(['Go → It is done.']);
    await page.close();
  });

  it('finds Streamlit’s composer, button and answers, as its page has them', async () => {
    const page = await browser.newPage();
    await page.setContent(STREAMLIT_PAGE);
    const texts = (selector: string) =>
      page.$$eval(selector, (all) => all.map((one) => one.getAttribute('aria-label')));
    expect(await texts(streamlit.composer)).toEqual(['Say something']);
    expect(await texts(streamlit.send ?? '')).toEqual(['Send message']);
    expect(await texts(streamlit.answers)).toEqual(['Chat message from assistant']);
    await page.close();
  });

  it('does without selectors that are none', async () => {
    const page = await open();
    const started = await page.evaluate(() =>
      ['p[', ''].map((composer) =>
        window.screenWatch.watchScreen({
          places: { composer, answers: 'p' },
          report: () => {},
          steady: () => 0,
          later: () => {},
        }),
      ),
    );
    expect(started).toEqual([null, null]);
    await page.close();
  });
});
