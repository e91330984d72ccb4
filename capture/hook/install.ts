/** Puts the hook in place. Runs in the page's world, before the page's first script. */
import { watchEventSources } from './event-source.ts';
import { Exchange } from './exchange.ts';
import { type Open, watchFetch } from './fetch.ts';
import { openLink } from './link.ts';
import { now, OwnMap, whenSettled } from './natives.ts';
import { quietly } from './quietly.ts';
import { patchSourceText } from './patch.ts';
import { watchResponses } from './response.ts';
import { WatchedSocket, watchWebSockets } from './web-socket.ts';
import { watchXhr } from './xhr.ts';

/** Exchanges and sockets we follow at once; a page with more is up to something else. */
const MAX_OPEN = 256;

export function installHook(): void {
  const open = new OwnMap<number, Exchange | WatchedSocket>();
  let last = 0;
  let watching = true;
  const link = openLink((frame) => {
    if (frame.type === 'ignore') {
      open.get(frame.id)?.ignore();
      open.delete(frame.id);
    } else if (frame.type === 'watch') {
      watching = frame.watching;
    } else {
      watching = false;
      // What the page has frozen stays ours, and only passes through.
      for (let index = 0; index < patches.length; index += 1) quietly(() => patches[index]?.());
    }
  });

  /** A number for one more, or null where nothing more is followed. */
  const another = (): number | null => {
    open.forEach((watched, id) => {
      if (watched.over) open.delete(id);
    });
    if (!watching || open.size >= MAX_OPEN) return null;
    last += 1;
    return last;
  };
  const openExchange: Open = ({ body, ...request }, at = now()) => {
    const id = another();
    if (id === null) return null;
    const exchange = new Exchange(id, link);
    open.set(id, exchange);
    if ('kind' in body) {
      link.post({ type: 'open', id, at, ...request, body });
      return exchange;
    }
    link.post({ type: 'open', id, at, ...request, body: { kind: 'later' } });
    void whenSettled(body, (read) => link.post({ type: 'body', id, body: read }));
    return exchange;
  };
  const openSocket = (url: string): WatchedSocket | null => {
    const id = another();
    if (id === null) return null;
    const socket = new WatchedSocket(id, link);
    open.set(id, socket);
    link.post({ type: 'socket', id, at: now(), url });
    return socket;
  };

  const isWatching = () => watching;
  // Source text first: it vouches for the others, and is put back last.
  const patches = [
    patchSourceText(),
    ...watchResponses(),
    ...watchFetch(openExchange, isWatching),
    ...watchXhr(openExchange, isWatching),
    ...watchEventSources(openExchange, isWatching),
    ...watchWebSockets(openSocket),
  ].toReversed();
}
