/**
 * Whether prompts repeat, without their text: 64 minima over keyed hashes of three words each. Two
 * sketches agree in as many slots as their texts share of their shingles. Four bits of each minimum
 * are kept: enough to compare, too little to look anything up.
 * Source: Broder, 1997; few bits a slot: Li and König, 2010.
 */

export const SLOTS = 64;
/** Shorter prompts get no sketch: somebody with the key could guess them. */
export const FEWEST_WORDS = 8;
const SHINGLE = 3;
/** Longer prompts are sketched by their beginning and end. */
const MOST_WORDS = 1_000;
/** Slots of four bits agree by chance once in so many. */
const BY_CHANCE = 16;

const NEAR_DUPLICATE = 0.85;
const SAME_TEMPLATE = 0.6;

/** How like an earlier prompt one is. */
export type Repetition = 'near-duplicate' | 'same-template' | 'fresh';

/** Two 32-bit halves of a keyed hash. The key never leaves the installation. */
export type KeyedHash = (text: string) => readonly [number, number];

/** A hexadecimal digit for each slot; null for prompts too short to have one. Text ends here. */
export function sketchOf(text: string, hash: KeyedHash): string | null {
  const words = wordsOf(text);
  if (words.length < FEWEST_WORDS) return null;
  const minima = new Uint32Array(SLOTS).fill(0xff_ff_ff_ff);
  for (let first = 0; first + SHINGLE <= words.length; first += 1) {
    const [low, high] = hash(words.slice(first, first + SHINGLE).join(' '));
    // One strong hash, spread over the slots by double hashing.
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const value = mix((low + Math.imul(slot, high | 1)) >>> 0);
      if (value < (minima[slot] ?? 0)) minima[slot] = value;
    }
  }
  return Array.from(minima, (minimum) => (minimum % BY_CHANCE).toString(BY_CHANCE)).join('');
}

/** Estimated share of shingles in common, 0 to 1; standard error at most .066. */
export function similarity(one: string, other: string): number {
  let agreeing = 0;
  for (let slot = 0; slot < SLOTS; slot += 1) agreeing += Number(one[slot] === other[slot]);
  const chance = 1 / BY_CHANCE;
  return Math.max(0, (agreeing / SLOTS - chance) / (1 - chance));
}

export function repetitionAt(likeness: number): Repetition {
  if (likeness >= NEAR_DUPLICATE) return 'near-duplicate';
  return likeness >= SAME_TEMPLATE ? 'same-template' : 'fresh';
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= MOST_WORDS) return words;
  const half = MOST_WORDS / 2;
  return [...words.slice(0, half), ...words.slice(-half)];
}

/** Murmur3's last step: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
