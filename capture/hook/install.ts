/** Puts the hook in place. Runs in the page's world, before the page's first script. */
import { Exchange } from './exchange.ts';
import { watchFetch } from './fetch.ts';
import { openLink } from './link.ts';
import { now } from './natives.ts';
import { patchSourceText } from './patch.ts';
import type { SeenRequest } from './request.ts';
import { watchResponses } from './response.ts';

/** Exchanges we follow at once; a page with more is up to something else. */
const MAX_OPEN = 256;

export function installHook(): void {
  const open = new Map<number, Exchange>();
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
      for (const undo of patches) undo?.();
    }
  });

  const begin = ({ url, body }: SeenRequest): Exchange | null => {
    for (const [id, exchange] of open) if (exchange.over) open.delete(id);
    if (!watching || open.size >= MAX_OPEN) return null;
    last += 1;
    const exchange = new Exchange(last, link);
    open.set(last, exchange);
    link.post({ type: 'open', id: last, at: now(), url, body });
    return exchange;
  };
  // Source text first: it vouches for the others, and is put back last.
  const patches = [patchSourceText(), ...watchResponses(), watchFetch(begin)].toReversed();
}
