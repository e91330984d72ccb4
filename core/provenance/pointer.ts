/** Whether a hand was at the pointer: drivers put it where they want it in one move or two. */
import type { Signals } from './signals.ts';

const TRAVEL = 5;

export function pointerTravelled({ moves }: Signals): boolean {
  return moves >= TRAVEL;
}
