/**
 * Amazon's event stream: binary frames, each with its length in front, headers and checksums.
 * Cutting the bytes into frames is done here, reading a frame by the codec of Amazon's clients.
 * Source: `@smithy/eventstream-codec`, 4.5.
 */
import { EventStreamCodec } from '@smithy/eventstream-codec';

/** Longest frame we are willing to hold, in bytes; the services keep to less. */
const MAX_FRAME = 4_000_000;
/** Lengths and checksums of a frame that holds nothing. */
const MIN_FRAME = 16;
const LENGTH_BYTES = 4;

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

export interface EventFrame {
  /** `event`, `exception` or `error`. */
  kind: unknown;
  /** Which event it is. */
  event: unknown;
  body: string;
}

/** Gives each whole frame to `take`, or null for one that is broken. */
export function eventFrames(take: (frame: EventFrame | null) => void): (bytes: Uint8Array) => void {
  let frame = new Uint8Array(LENGTH_BYTES);
  let filled = 0;
  /** After a length that cannot be, nobody knows where the next frame begins. */
  let lost = false;
  return (bytes) => {
    for (let from = 0; from < bytes.length && !lost;) {
      const piece = bytes.subarray(from, from + frame.length - filled);
      frame.set(piece, filled);
      filled += piece.length;
      from += piece.length;
      if (filled < frame.length) return;
      if (filled === LENGTH_BYTES) {
        const length = new DataView(frame.buffer).getUint32(0);
        lost = length < MIN_FRAME || length > MAX_FRAME;
        if (lost) take(null);
        else frame = resized(frame, length);
      } else {
        take(decoded(frame));
        frame = new Uint8Array(LENGTH_BYTES);
        filled = 0;
      }
    }
  };
}

function resized(beginning: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(length);
  frame.set(beginning);
  return frame;
}

function decoded(frame: Uint8Array): EventFrame | null {
  try {
    const { headers, body } = codec.decode(frame);
    return {
      kind: headers[':message-type']?.value,
      event: headers[':event-type']?.value,
      body: new TextDecoder().decode(body),
    };
  } catch {
    return null;
  }
}
