/** Sketches of prompts that are as alike as a test wants them. */
import fc from 'fast-check';
import { SLOTS } from '../../core/provenance/repetition.ts';

/** Every slot another digit than in those of other `kinds`. */
export function sketchOfKind(kind: number): string {
  return Array.from({ length: SLOTS }, (_, slot) => ((slot * 7 + kind) % 16).toString(16)).join('');
}

/** Other in that many slots, from the `first` on. */
export function changed(sketch: string, slots: number, first = 0): string {
  return [...sketch]
    .map((digit, slot) => {
      const isChanged = (slot - first + SLOTS) % SLOTS < slots;
      return isChanged ? ((parseInt(digit, 16) + 1) % 16).toString(16) : digit;
    })
    .join('');
}

/** A few prompts and their relatives, near and far, so that some are alike by way of others only. */
export const anySketch = fc
  .record({
    kind: fc.constantFrom(0, 8),
    slots: fc.constantFrom(0, 4, 12, 20, 24, 40),
    first: fc.constantFrom(0, 16, 32, 48),
  })
  .map(({ kind, slots, first }) => changed(sketchOfKind(kind), slots, first));
