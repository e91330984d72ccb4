/** WebSockets as the page hears and uses them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
  });
  afterAll(() => pages.close());

  it('brings the same events in the same order, however it ends', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { happens, hears } = window.witness;
      const address = (path: string) => `${location.origin.replace('http', 'ws')}/socket/${path}`;
      const run = async (
        path: string,
        go: (socket: WebSocket) => void,
        protocols: string[] = [],
      ) => {
        const socket = new WebSocket(address(path), protocols);
        const heard = hears(socket, ['open', 'message', 'error', 'close'], (event) => [
          socket.readyState,
          typeof event.data === 'string' ? event.data : String(event.data),
          event.code,
          event.reason,
          event.wasClean,
          event.origin,
          event.lastEventId,
          event.ports?.length,
        ]);
        const over = happens(socket, 'close');
        socket.addEventListener('open', () => go(socket));
        await over;
        return [
          heard,
          socket.readyState,
          socket.protocol,
          socket.extensions,
          socket.bufferedAmount,
        ];
      };
      const hangUp = (socket: WebSocket) =>
        socket.addEventListener('message', () => socket.close());
      return [
        await run('echo', (socket) => {
          hangUp(socket);
          socket.send('{"type":"message","text":"Hi."}');
        }),
        await run('echo', (socket) => {
          hangUp(socket);
          socket.binaryType = 'arraybuffer';
          socket.send(new Uint8Array([1, 2, 3]));
        }),
        await run('echo', (socket) => {
          hangUp(socket);
          socket.send(new Blob(['as a blob']));
        }),
        await run('echo', (socket) => {
          hangUp(socket);
          socket.send(new DataView(new ArrayBuffer(7)));
        }),
        await run('echo', (socket) => socket.close(3001, 'had enough'), ['first', 'second']),
        await run('close?code=4000', () => {}),
        await run('drop', (socket) => socket.send('now')),
      ];
    });
    expect(ours).toEqual(theirs);
  });

  it('hands over messages as the page wants them, and leaves its memory to the page', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { happens } = window.witness;
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/socket/echo`);
      await happens(socket, 'open');
      const echoed = async (data: string | Blob | Uint8Array<ArrayBuffer>) => {
        const back = happens(socket, 'message') as Promise<MessageEvent<unknown>>;
        socket.send(data);
        // What was sent is the page's again at once.
        if (data instanceof Uint8Array) data.fill(0);
        const event = await back;
        const twice = event.data === event.data;
        if (typeof event.data === 'string') return [event.data, twice];
        const bytes =
          event.data instanceof Blob ? await event.data.arrayBuffer() : (event.data as ArrayBuffer);
        return [String(event.data), twice, [...new Uint8Array(bytes)]];
      };
      const told: unknown[] = [socket.binaryType];
      for (const type of ['blob', 'arraybuffer'] as const) {
        socket.binaryType = type;
        told.push(await echoed('words'));
        told.push(await echoed(new Uint8Array([7, 8, 9])));
        told.push(await echoed(new Blob(['abc'])));
      }
      socket.close();
      return told;
    });
    expect(ours).toEqual(theirs);
  });

  it('refuses in the same words, before it is open and after it is closed', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { caughtAtOnce, happens } = window.witness;
      const address = `${location.origin.replace('http', 'ws')}/socket/echo`;
      const socket = new WebSocket(address);
      const early = caughtAtOnce(() => socket.send('too early'));
      await happens(socket, 'open');
      const told = [
        early,
        caughtAtOnce(() => socket.close(1)),
        caughtAtOnce(() => socket.close(3000, 'x'.repeat(200))),
        caughtAtOnce(() => Reflect.apply(socket.send, socket, [])),
        caughtAtOnce(() => Reflect.apply(socket.send, {}, ['x'])),
        caughtAtOnce(() => new WebSocket(address, ['same', 'same'])),
        caughtAtOnce(() => new WebSocket('ws://[')),
        caughtAtOnce(() => new WebSocket('ftp://127.0.0.1/')),
      ];
      const over = happens(socket, 'close');
      socket.close();
      told.push(caughtAtOnce(() => socket.close()));
      await over;
      told.push(caughtAtOnce(() => socket.send('too late')));
      return [told, socket.bufferedAmount, socket.url, WebSocket.OPEN, socket.CLOSED];
    });
    expect(ours).toEqual(theirs);
  });
});
