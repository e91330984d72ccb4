/** How interactions and conversations are named. */
import SipHash from 'siphash';
import { v7 } from 'uuid';

/** A UUID version 7 for the moment (ms since the epoch), from 16 random bytes. */
export function interactionId(moment: number, random: Uint8Array): string {
  return v7({ msecs: moment, random });
}

/**
 * What a name on the wire becomes: 64 bits of SipHash-2-4 under the installation's key of 16
 * bytes, in hexadecimal. Without the key nobody can tell which name it was, or try any.
 * Source: Aumasson and Bernstein, 2012.
 */
export function keyedHash(key: Uint8Array, name: string): string {
  const view = new DataView(key.buffer, key.byteOffset);
  const words = [0, 4, 8, 12].map((place) => view.getUint32(place, true));
  return SipHash.hash_hex(words, name);
}
