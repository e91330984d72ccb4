/**
 * Pages that put something of their own in the place of the browser's functions, before us or
 * after, or forbid that: they work as without us, and what they ask is counted.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../until.ts';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
  });
  afterAll(() => pages.close());

  /** The same on a fresh page of each kind; of the watched one, how many exchanges were counted. */
  const compare = async (path: string, count: number, look: () => unknown) => {
    const before = await pages.demo.kept();
    const { url, unwatchedUrl } = pages.transports;
    const fresh = async (server: string) => {
      const page: Page = await pages.demo.rig.open(`${server}${path}`);
      const said = await pages.said(page, look);
      return { page, said };
    };
    const [ours, theirs] = [await fresh(url), await fresh(unwatchedUrl)];
    expect(ours.said).toEqual(theirs.said);
    await until(async () => (await pages.demo.kept()) >= before + count);
    expect(await pages.demo.kept()).toBe(before + count);
    await ours.page.close();
    await theirs.page.close();
  };

  it('leaves a strict policy with Trusted Types untouched', async () => {
    await compare('/strict', 2, async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        violations.push(violatedDirective);
      });
      const body = JSON.stringify({ model: 'strict', stream: true, messages: [] });
      const response = await fetch('/v1/chat/completions', { method: 'POST', body });
      const xhr = new XMLHttpRequest();
      xhr.open('POST', '/v1/chat/completions');
      const over = window.witness.happens(xhr, 'loadend');
      xhr.send(body);
      await over;
      // The policy holds: text is no script.
      const refused = window.witness.caughtAtOnce(() => {
        document.createElement('script').text = 'void 0';
      });
      // Of what a browser does not know it tells nothing.
      if (violations.length === 0 && 'trustedTypes' in window) {
        await window.witness.happens(document, 'securitypolicyviolation');
      }
      return [(await response.text()).length, xhr.responseText.length, refused, violations];
    });
  });

  it('goes through what a page wraps around the transports', async () => {
    await compare('/', 3, async () => {
      const body = JSON.stringify({ model: 'wrapped', stream: true, messages: [] });
      const calls: string[] = [];
      const native = window.fetch;
      window.fetch = function wrapped(...args) {
        calls.push('fetch');
        return Reflect.apply(native, this, args);
      };
      const { open, send } = XMLHttpRequest.prototype;
      XMLHttpRequest.prototype.open = function opened(...args: unknown[]) {
        calls.push('open');
        return Reflect.apply(open, this, args);
      };
      XMLHttpRequest.prototype.send = function sent(...args) {
        calls.push('send');
        return Reflect.apply(send, this, args);
      };
      // As change detection does: every listener is one of the page's making.
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function listening(name, listener, options) {
        calls.push(`listens to ${name}`);
        return Reflect.apply(addEventListener, this, [name, listener, options]);
      };
      const { then } = Promise.prototype;
      let settled = 0;
      Reflect.set(Promise.prototype, 'then', function counted(this: unknown, ...args: unknown[]) {
        settled += 1;
        return Reflect.apply(then, this, args);
      });
      class OwnRequest extends XMLHttpRequest {
        readonly own = true;
      }
      const response = await fetch('/v1/chat/completions', { method: 'POST', body });
      const text = await response.text();
      const asked = new Request('/v1/chat/completions', { method: 'POST', body });
      const again = await (await fetch(asked)).text();
      const xhr = new OwnRequest();
      xhr.open('POST', '/v1/chat/completions');
      const over = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
      xhr.send(body);
      await over;
      Reflect.set(Promise.prototype, 'then', then);
      EventTarget.prototype.addEventListener = addEventListener;
      return [text.length, again.length, xhr.responseText.length, xhr.own, calls, settled];
    });
  });

  it('bears frozen classes', async () => {
    await compare('/', 2, async () => {
      for (const frozen of [XMLHttpRequest, Response, Request, WebSocket, EventSource, Promise]) {
        Object.freeze(frozen);
        Object.freeze(frozen.prototype);
      }
      const body = JSON.stringify({ model: 'frozen', stream: true, messages: [] });
      const response = await fetch('/v1/chat/completions', { method: 'POST', body });
      const copy = response.clone();
      const xhr = new XMLHttpRequest();
      xhr.open('POST', '/v1/chat/completions');
      const over = window.witness.happens(xhr, 'loadend');
      xhr.send(body);
      await over;
      return [
        (await response.text()).length,
        (await copy.text()).length,
        xhr.responseText.length,
        Reflect.set(XMLHttpRequest.prototype, 'open', () => {}),
        Object.isFrozen(window.EventSource),
      ];
    });
  });
});
