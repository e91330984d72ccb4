/** The package has no types of its own. */
declare module 'siphash' {
  const SipHash: {
    /** `key`: four 32-bit words, least significant first. The message is hashed as UTF-8. */
    hash(key: readonly number[], message: string): { h: number; l: number };
    hash_hex(key: readonly number[], message: string): string;
  };
  export default SipHash;
}
