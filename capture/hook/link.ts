/** The private port to the collector. */
import type { CollectorFrame, HookFrame } from '../frames.ts';
import { HELLO, OFFER } from '../meeting.ts';

export interface Link {
  /** Hands a frame over; buffers named in `transfer` move. */
  post(frame: HookFrame, transfer?: Transferable[]): void;
}

export function openLink(hear: (frame: CollectorFrame) => void): Link {
  const { port1, port2 } = new MessageChannel();
  const post = port1.postMessage.bind(port1);
  const offer = () => {
    document.dispatchEvent(new MessageEvent(OFFER, { ports: [port2] }));
  };
  // Chromium starts the collector first, Firefox the hook: offer now, and again when greeted.
  document.addEventListener(HELLO, offer, { once: true });
  offer();
  port1.onmessage = ({ data }: MessageEvent<CollectorFrame>) => {
    // It has the port. A page that greets us later gets nothing.
    document.removeEventListener(HELLO, offer);
    hear(data);
  };
  return { post: (frame, transfer = []) => post(frame, transfer) };
}
