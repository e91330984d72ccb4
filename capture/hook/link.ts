/** The private port to the collector. */
import type { CollectorFrame, HookFrame } from '../frames.ts';
import { HELLO, OFFER } from '../meeting.ts';
import { hear, messageData, postMessage } from './natives.ts';
import { quietly } from './quietly.ts';

export interface Link {
  /** Hands a frame over; buffers named in `transfer` move. Never throws. */
  post(frame: HookFrame, transfer?: Transferable[]): void;
}

export function openLink(heard: (frame: CollectorFrame) => void): Link {
  const { port1, port2 } = new MessageChannel();
  const offer = () => {
    document.dispatchEvent(new MessageEvent(OFFER, { ports: [port2] }));
  };
  // Chromium starts the collector first, Firefox the hook: offer now, and again when greeted.
  const deafen = hear(document, HELLO, () => {
    deafen();
    quietly(offer);
  });
  offer();
  port1.onmessage = (event: MessageEvent) => {
    // It has the port. A page that greets us later gets nothing.
    deafen();
    heard(messageData(event) as CollectorFrame);
  };
  return {
    post: (frame, transfer = []) => void quietly(() => postMessage(port1, frame, transfer)),
  };
}
