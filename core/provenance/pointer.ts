/** Whether a hand was at the pointer: drivers put it where they want it in one move or two. */
import type { Signals } from './signals.ts';

const TRAVEL = 5;

/** Without a click it says nothing: pointers move while people read, too. */
export function pointerTravelled({ moves, trustedPointers }: Signals): boolean {
  return trustedPointers > 0 && moves >= TRAVEL;
}
