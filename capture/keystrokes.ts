/**
 * The rhythm of the last keys, as figures. A key's code pairs its press with its release and is
 * forgotten with it; which keys were pressed is not kept, not even in memory.
 */
import { MAX_COUNT } from '../core/limits.ts';
import { FINGER_FLIGHT, FINGER_HOLD } from '../core/provenance/fingers.ts';
import type { Cadence } from '../core/provenance/signals.ts';

/** Presses the figures rest on at the most. */
const WINDOW = 50;
/** A longer gap is a pause for thought, not rhythm. */
const PAUSE = 2_000;

/** A key or button going down, and for how long, once that is known and says anything. */
export interface Press {
  readonly at: number;
  hold: number | null;
}

export class Keystrokes {
  #intervals: number[] = [];
  #holds: number[] = [];
  #flights: number[] = [];
  #rollovers: boolean[] = [];
  #held = new Map<string, { press: Press; flight: number }>();
  #lastDown: number | null = null;
  #lastUp: number | null = null;
  /** Keys that a finger pressed, as far as times can tell. */
  fingered = 0;

  /** `at` in milliseconds, as events stamp it. */
  down(code: string, at: number): Press {
    const gap = this.#lastDown === null ? null : at - this.#lastDown;
    const flight = this.#lastUp === null ? PAUSE : Math.max(0, at - this.#lastUp);
    if (gap !== null && gap >= 0 && gap < PAUSE) {
      keep(this.#intervals, gap);
      keep(this.#rollovers, this.#held.size > 0);
      if (this.#held.size === 0 && flight < PAUSE) keep(this.#flights, flight);
    }
    this.#lastDown = at;
    const press: Press = { at, hold: null };
    this.#held.set(code, { press, flight: this.#held.size > 0 ? PAUSE : flight });
    // A key released in another window never comes up here.
    if (this.#held.size > 10) this.#held.clear();
    return press;
  }

  up(code: string, at: number): void {
    const down = this.#held.get(code);
    if (down === undefined) return;
    this.#held.delete(code);
    this.#lastUp = at;
    // Devices stamp their events each by itself, and not always in the order they come.
    const hold = Math.max(0, at - down.press.at);
    if (hold < PAUSE) keep(this.#holds, hold);
    const isFinger = hold >= FINGER_HOLD && down.flight >= FINGER_FLIGHT;
    if (isFinger) this.fingered = Math.min(this.fingered + 1, MAX_COUNT);
    // However long a program holds a key, it presses it the moment it let the one before go.
    if (isFinger || hold < FINGER_HOLD) down.press.hold = hold;
  }

  forget(): void {
    this.#intervals = [];
    this.#holds = [];
    this.#flights = [];
    this.#rollovers = [];
    this.#lastDown = null;
    this.fingered = 0;
  }

  /** Null where there are too few keys to say anything. */
  cadence(): Cadence | null {
    const intervals = this.#intervals;
    if (intervals.length < 2) return null;
    return {
      keys: intervals.length + 1,
      medianInterval: round(median(intervals)),
      variation: variation(intervals),
      medianHold: this.#holds.length === 0 ? null : round(median(this.#holds)),
      holdVariation: this.#holds.length === 0 ? null : variation(this.#holds),
      medianFlight: this.#flights.length === 0 ? null : round(median(this.#flights)),
      rollover: round(this.#rollovers.filter(Boolean).length / this.#rollovers.length),
    };
  }
}

function keep<Value>(window: Value[], value: Value): void {
  window.push(value);
  if (window.length > WINDOW) window.shift();
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Standard deviation over mean; 0 where all is 0. */
function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return mean === 0 ? 0 : round(Math.sqrt(variance) / mean);
}

/** Two decimals: finer than any clock, coarser than a fingerprint. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
