/**
 * The page with and without us, in one browser and one run: the same server, once by an address
 * that is watched, once by a name that is not.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer } from '../../../demo/model-server/model-server.ts';
import { bytesTakenUnread, chunksUntilCancelled } from '../rig/abandoned.ts';
import { median } from '../../bench/figure.ts';
import { BROWSERS } from '../rig/launch.ts';
import { type WatchedDemo, watchDemo } from '../rig/watched-demo.ts';

const BIG = 200_000_000;

describe.each(BROWSERS)('in %s', (browser) => {
  let demo: WatchedDemo;
  let watched: Page;
  let unwatched: Page;
  beforeAll(async () => {
    demo = await watchDemo(browser);
    watched = demo.page;
    unwatched = await demo.rig.open(demo.server.url.replace('127.0.0.1', 'localhost'));
    await watched.bringToFront();
  });
  afterAll(() => demo.close());

  /** What both pages say, told apart by nothing but the host. */
  const compare = async (look: () => unknown) => {
    const [ours, theirs] = await Promise.all(
      [watched, unwatched].map(async (page) =>
        JSON.stringify(await page.evaluate(look)).replaceAll('localhost', '127.0.0.1'),
      ),
    );
    return { ours, theirs };
  };

  it('looks the same to the page', async () => {
    const { ours, theirs } = await compare(async () => {
      const ask = (pace = 0) =>
        fetch('/v1/chat/completions', {
          method: 'POST',
          headers: { 'x-demo': JSON.stringify({ pieces: 5, pace }) },
          body: JSON.stringify({ model: 'm', stream: true, messages: [] }),
        });
      const source = (value: unknown) => Function.prototype.toString.call(value);
      const shape = (owner: object, name: string) => {
        const { value, get, ...flags } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
        const is: (CallableFunction & { prototype?: unknown }) | undefined = value ?? get;
        return [name, flags, is?.name, is?.length, source(is), is && 'prototype' in is];
      };
      const error = async (work: () => unknown) => {
        try {
          await work();
          return 'fine';
        } catch (reason) {
          return reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
        }
      };
      const response = await ask();
      const { body } = response;
      const looked = await ask();
      const { body: unread } = looked;
      const untouched = [unread?.locked, looked.bodyUsed];
      const text = (await looked.text()).length > 100;
      const locked = await ask();
      const reader = locked.body?.getReader();
      const cloned = await ask();
      const copy = cloned.clone();
      const both = [(await copy.text()).length, (await cloned.text()).length];
      const byob = (await ask()).body?.getReader({ mode: 'byob' });
      const view = await byob?.read(new Uint8Array(5));
      // A page that counts its own reads must not count ours.
      const { read } = ReadableStreamDefaultReader.prototype;
      let reads = 0;
      ReadableStreamDefaultReader.prototype.read = function counted() {
        reads += 1;
        return Reflect.apply(read, this, []);
      };
      const own = (await ask()).body?.getReader();
      await own?.read();
      await own?.read();
      await own?.cancel();
      ReadableStreamDefaultReader.prototype.read = read;
      let pieces = 0;
      const iterated = (await ask()).body as unknown as AsyncIterable<Uint8Array>;
      for await (const piece of iterated) pieces += piece.length;
      return {
        globals: [
          Object.getOwnPropertyNames(window).toSorted(),
          Object.getOwnPropertySymbols(window).map(String),
          document.documentElement.outerHTML.slice(0, 300),
        ],
        shapes: [
          shape(window, 'fetch'),
          shape(Function.prototype, 'toString'),
          ...['body', 'text', 'json', 'blob', 'arrayBuffer', 'bytes', 'clone'].map((name) =>
            shape(Response.prototype, name),
          ),
        ],
        response: [
          response.url,
          response.type,
          response.redirected,
          response.status,
          response.statusText,
          [...response.headers].filter(([name]) => name !== 'date'),
          response instanceof Response,
          String(response),
          Object.keys(response),
          body instanceof ReadableStream,
          body === response.body,
          String(body),
        ],
        untouched,
        text,
        both: both[0] === both[1],
        view: view?.value?.length,
        pieces: pieces > 100,
        reads,
        errors: [
          await error(() => locked.text()),
          await error(() => locked.clone()),
          await error(() => reader?.cancel('enough')),
          await error(() => Reflect.apply(fetch, {}, ['/'])),
          await error(() => fetch('http://[')),
          await error(() => new (fetch as unknown as new () => unknown)()),
          await error(() => Reflect.apply(Response.prototype.text, {}, [])),
          await error(() => source({})),
          await error(() => fetch('/', { method: 'POST', signal: AbortSignal.abort('no') })),
          // No JSON, and more of it to come.
          await error(async () => (await ask(20)).json()),
        ],
      };
    });
    expect(ours).toEqual(theirs);
  });

  it('hears of its own unhandled failures as before, and of no others', async () => {
    // Chromium keeps such events from code a driver puts in, so the page brings its own.
    const server = await startModelServer('tests/e2e/pages');
    for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
      const page = await demo.rig.open(url);
      await page.waitForFunction(() => document.title !== 'under way');
      expect([url, await page.title()]).toEqual([url, '["given up"]']);
      await page.close();
    }
    await server.close();
    await watched.bringToFront();
  });

  it('ends the connection as soon when the page cancels', async () => {
    const sent = { ours: 0, theirs: 0 };
    for (let round = 0; round < 5; round += 1) {
      sent.ours += await chunksUntilCancelled(watched, demo.server, `watched-${round}`);
      sent.theirs += await chunksUntilCancelled(unwatched, demo.server, `unwatched-${round}`);
    }
    console.log(`${browser}: chunks sent before the cancel arrived, 5 rounds:`, sent);
    // Each chunk is 5 ms; a few on either side are the network's own.
    expect(Math.abs(sent.ours - sent.theirs)).toBeLessThanOrEqual(15);
  });

  it('lets no more of an unread body come than before', async () => {
    const unread = (page: Page, name: string) => bytesTakenUnread(page, demo.server, name, BIG);
    // The network's own buffers grow and shrink by some percent: medians of turns, not one of each.
    const sent = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < 5; round += 1) {
      sent.theirs.push(await unread(unwatched, `unwatched-${round}`));
      sent.ours.push(await unread(watched, `watched-${round}`));
    }
    const [ours, theirs] = [median(sent.ours), median(sent.theirs)];
    console.log(`${browser}: bytes sent of an unread body: ${ours} watched, ${theirs} not`, sent);
    expect(ours).toBeLessThanOrEqual(theirs * 1.05);
  });
});
