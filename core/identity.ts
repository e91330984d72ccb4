/** How interactions and conversations are named. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';

/** A UUID version 7 for the moment (ms since the epoch), from 16 random bytes. */
export function interactionId(moment: number, random: Uint8Array): string {
  return v7({ msecs: moment, random });
}

/** What a name on the wire becomes: the first 96 bits of HMAC-SHA-256 under the installation's key. */
export function keyedHash(key: Uint8Array, id: string): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(id))).slice(0, 24);
}
