/** The collector's way to the rest of the extension. */
import { browser } from 'wxt/browser';
import type { Draft } from '../core/interaction.ts';
import {
  PackReply,
  type PackRequest,
  PresenceRequest,
  RecordReply,
  type RecordRequest,
  type UnderWayNotice,
} from '../core/messages.ts';
import type { PackName } from '../core/protocols/pack.ts';
import type { Sighting } from '../core/sites/sighting.ts';

/** Rejects where the background could not be reached or did not settle anything. */
export async function deliver(request: RecordRequest): Promise<RecordReply> {
  return RecordReply.parse(await browser.runtime.sendMessage(request));
}

/** Tells what a call looks like so far; null: it is none. */
export function foretell(id: Draft['id'], draft: Draft | null): void {
  const notice: UnderWayNotice = { type: 'under-way', id, ...(draft !== null && { draft }) };
  // The next one, or the end itself, will be heard.
  browser.runtime.sendMessage(notice).catch(() => {});
}

/** Resolves when the pack's script has run in this frame. */
export async function fetchPack(name: PackName): Promise<void> {
  const request: PackRequest = { type: 'pack', name };
  PackReply.parse(await browser.runtime.sendMessage(request));
}

/** False once the extension was updated, reloaded or removed under a running page. */
export function extensionLives(): boolean {
  return browser.runtime?.id !== undefined;
}

/** Answers the popup's question whether this page is watched. */
export function answerPresence(): void {
  browser.runtime.onMessage.addListener((message: unknown, _sender, reply) => {
    if (PresenceRequest.safeParse(message).success) reply({ type: 'present' });
  });
}

/** What the port is called over which a page shows its exchanges. */
export const SIGHTINGS = 'sightings';

/** Somebody wants to see this page's exchanges: `show` begins to tell, and returns how to stop. */
export function whenWatched(show: (tell: (sighting: Sighting) => void) => () => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== SIGHTINGS || port.sender?.id !== browser.runtime.id) return;
    const stop = show((sighting) => port.postMessage(sighting));
    port.onDisconnect.addListener(stop);
  });
}
