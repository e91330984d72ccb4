/** Amazon's event streams: binary frames, each with its length, its headers and two checksums. */
import { EventStreamCodec } from '@smithy/eventstream-codec';

interface EventFrame {
  /** The event's type, or the exception's. */
  type: string;
  body: Uint8Array;
}

export interface EventStreamReader {
  frame: (frame: EventFrame) => void;
  malformed: () => void;
}

const MIN_LENGTH = 16;
/** Longest frame we are willing to hold, in bytes; the format's own limit is 16 MiB. */
const MAX_LENGTH = 4_000_000;

/** Cuts a stream of bytes into its frames, wherever it is cut itself. */
export function eventStream(reader: EventStreamReader): { feed: (bytes: Uint8Array) => void } {
  const utf8 = new TextDecoder();
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : utf8.decode(bytes as Uint8Array)),
    (text) => new TextEncoder().encode(text),
  );
  let held = new Uint8Array(0);
  let lost = false;

  const take = (frame: Uint8Array) => {
    try {
      const { headers, body } = codec.decode(frame);
      const type = headers[':event-type'] ?? headers[':exception-type'] ?? headers[':error-code'];
      reader.frame({ type: String(type?.value ?? ''), body });
    } catch {
      reader.malformed();
    }
  };
  return {
    feed: (bytes) => {
      if (lost) return;
      const all = new Uint8Array(held.length + bytes.length);
      all.set(held);
      all.set(bytes, held.length);
      let start = 0;
      while (all.length - start >= MIN_LENGTH) {
        const length = new DataView(all.buffer, start).getUint32(0);
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
          // Nothing after it can be told apart any more.
          lost = true;
          reader.malformed();
          return;
        }
        if (all.length - start < length) break;
        take(all.subarray(start, start + length));
        start += length;
      }
      held = all.slice(start);
    },
  };
}
