/** How interactions and conversations are named. */
import SipHash from 'siphash';

/**
 * A UUID version 7 for the moment (ms since the epoch), from 16 random bytes.
 * Source: RFC 9562, 5.7.
 */
export function interactionId(moment: number, random: Uint8Array): string {
  const bytes = Uint8Array.from(random);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, moment / 2 ** 16);
  view.setUint16(4, moment);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * What a name on the wire becomes: 64 bits of SipHash-2-4 under the installation's key of 16
 * bytes, in hexadecimal. Without the key nobody can tell which name it was, or try any.
 * Source: Aumasson and Bernstein, 2012.
 */
export function keyedHash(key: Uint8Array, name: string): string {
  return SipHash.hash_hex(wordsOf(key), name);
}

/** The same hash as two numbers, for many of them. */
export function keyedHasher(key: Uint8Array): (text: string) => readonly [number, number] {
  const words = wordsOf(key);
  return (text) => {
    const { l: low, h: high } = SipHash.hash(words, text);
    return [low, high];
  };
}

function wordsOf(key: Uint8Array): number[] {
  const view = new DataView(key.buffer, key.byteOffset);
  return [0, 4, 8, 12].map((place) => view.getUint32(place, true));
}
