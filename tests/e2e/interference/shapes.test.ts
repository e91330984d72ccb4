/** Functions, classes and descriptors as the page finds them, for every transport. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
  });
  afterAll(() => pages.close());

  it('adds nothing to the page and takes nothing away', async () => {
    const { ours, theirs } = await pages.compare(() => [
      Object.getOwnPropertyNames(window).toSorted(),
      Object.getOwnPropertySymbols(window).map(String),
      Object.getOwnPropertyNames(document),
      document.documentElement.outerHTML,
      performance.getEntriesByType('resource').map(({ name }) => name),
    ]);
    expect(ours).toEqual(theirs);
  });

  it('shows every function and property of the transports as the browser made them', async () => {
    const { ours, theirs } = await pages.compare(() => {
      const { shape } = window.witness;
      const classes = [
        'Request',
        'Response',
        'Headers',
        'XMLHttpRequest',
        'XMLHttpRequestEventTarget',
        'XMLHttpRequestUpload',
        'EventSource',
        'WebSocket',
        'EventTarget',
        'MessageEvent',
        'ReadableStream',
        'Function',
        'Promise',
      ] as const;
      return [
        shape(window, 'fetch'),
        ...classes.flatMap((name) => {
          const owner = Reflect.get(window, name) as object;
          const prototype = Reflect.get(owner, 'prototype') as object;
          return [
            shape(window, name),
            Object.getPrototypeOf(owner) === Function.prototype,
            ...Reflect.ownKeys(owner).map((key) => shape(owner, key)),
            ...Reflect.ownKeys(prototype).map((key) => shape(prototype, key)),
            Reflect.get(prototype, 'constructor') === owner,
          ];
        }),
      ];
    });
    expect(ours).toEqual(theirs);
  });

  it('lets the page derive, construct and recognise objects as ever', async () => {
    const { ours, theirs } = await pages.compare(() => {
      const socketUrl = `${location.origin.replace('http', 'ws')}/socket/echo`;
      const makers: Record<string, unknown[]> = {
        Request: ['/echo', { method: 'POST', body: 'x' }],
        XMLHttpRequest: [],
        EventSource: ['/events'],
        WebSocket: [socketUrl],
      };
      return Object.entries(makers).map(([name, args]) => {
        const base = Reflect.get(window, name) as new (...args: unknown[]) => object;
        const targets: string[] = [];
        class Derived extends base {
          own = 'field';
          constructor(...given: unknown[]) {
            super(...given);
            targets.push(new.target.name);
          }
          extra(): string {
            return `${super.toString()} and more`;
          }
        }
        const plain = new base(...args);
        const derived = new Derived(...args);
        class Twice extends Derived {}
        const twice = new Twice(...args);
        const borrowed = Reflect.construct(base, args, Array);
        const bound = new (base.bind(null, ...args))();
        const looks = [
          ...[plain, derived, twice, borrowed, bound].map((made) => [
            made instanceof base,
            made instanceof Derived,
            made.constructor.name,
            made.constructor === base,
            Object.getPrototypeOf(made) === base.prototype,
            Object.prototype.toString.call(made),
            Object.keys(made),
            Reflect.ownKeys(made).map(String),
          ]),
          derived.extra(),
          targets,
          String(plain),
          typeof base,
          Array.isArray(borrowed),
        ];
        for (const made of [plain, derived, twice, borrowed, bound]) {
          if (made instanceof EventSource || made instanceof WebSocket) made.close();
          else if (!(made instanceof XMLHttpRequest) && !(made instanceof Request)) {
            const close: unknown = Reflect.get(base.prototype, 'close');
            if (typeof close === 'function') Reflect.apply(close, made, []);
          }
        }
        return looks;
      });
    });
    expect(ours).toEqual(theirs);
  });

  it('refuses wrong calls in the same words, from the same places', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { caught, caughtAtOnce } = window.witness;
      const refused: unknown[] = [];
      for (const name of ['Request', 'XMLHttpRequest', 'EventSource', 'WebSocket']) {
        const base = Reflect.get(window, name) as CallableFunction & { prototype: object };
        refused.push(
          name,
          caughtAtOnce(() => Reflect.apply(base, undefined, ['/'])),
          caughtAtOnce(() => Reflect.construct(base, [])),
          caughtAtOnce(() => Reflect.construct(base, ['http://['])),
          caughtAtOnce(() => Reflect.construct(base, ['ht tp:', 'a b'])),
          caughtAtOnce(() => Reflect.construct(base, [Symbol('no text')])),
          caughtAtOnce(() => Object.create(base.prototype).url),
        );
        for (const key of Object.getOwnPropertyNames(base.prototype)) {
          const { value, get } = Object.getOwnPropertyDescriptor(base.prototype, key) ?? {};
          if (key === 'constructor') continue;
          for (const work of [value, get]) {
            if (typeof work !== 'function') continue;
            refused.push(key, await caught(() => Reflect.apply(work, {}, ['a', 'b'])));
            refused.push(key, await caught(() => new (work as new () => object)()));
          }
        }
      }
      for (const key of ['text', 'json', 'blob', 'arrayBuffer', 'bytes', 'formData', 'clone']) {
        const work = Reflect.get(Response.prototype, key) as CallableFunction | undefined;
        if (work !== undefined) refused.push(key, await caught(() => Reflect.apply(work, 5, [])));
      }
      refused.push(
        await caught(() => Reflect.apply(fetch, {}, ['/'])),
        await caught(() => Reflect.apply(fetch, window, [])),
        await caught(() => new (fetch as unknown as new () => object)()),
        await caught(() => fetch('http://[')),
        await caught(() => fetch('/', { method: 'T R Y' })),
        await caught(() => Reflect.apply(fetch, window, ['/', { method: 'GET', body: 'x' }])),
        await caught(() => fetch('/', { method: 'POST', signal: AbortSignal.abort('no') })),
        await caught(() => fetch('/', { method: 'POST', signal: AbortSignal.abort() })),
        caughtAtOnce(() => Function.prototype.toString.call({})),
        caughtAtOnce(() => Reflect.apply(Function.prototype.toString, null, [])),
      );
      return refused;
    });
    expect(ours).toEqual(theirs);
  });
});
