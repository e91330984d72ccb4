/**
 * The rhythm of the last keys, as figures. A key's code pairs its press with its release and is
 * forgotten with it; which keys were pressed is not kept, not even in memory.
 */
import type { Cadence } from '../core/provenance/signals.ts';

/** Presses the figures rest on at the most. */
const WINDOW = 50;
/** A longer gap is a pause for thought, not rhythm. */
const PAUSE = 2_000;
/** Browsers that blur their clocks against fingerprinting leave only multiples of this. */
const COARSE_CLOCK = 10;

export class Keystrokes {
  #intervals: number[] = [];
  #holds: number[] = [];
  #rollovers: boolean[] = [];
  #held = new Map<string, number>();
  #lastDown: number | null = null;

  /** `at` in milliseconds, as events stamp it. */
  down(code: string, at: number): void {
    const gap = this.#lastDown === null ? null : at - this.#lastDown;
    if (gap !== null && gap > 0 && gap < PAUSE) {
      keep(this.#intervals, gap);
      keep(this.#rollovers, this.#held.size > 0);
    }
    this.#lastDown = at;
    this.#held.set(code, at);
    // A key released in another window never comes up here.
    if (this.#held.size > 10) this.#held.clear();
  }

  up(code: string, at: number): void {
    const down = this.#held.get(code);
    if (down === undefined) return;
    this.#held.delete(code);
    if (at - down < PAUSE) keep(this.#holds, at - down);
  }

  forget(): void {
    this.#intervals = [];
    this.#holds = [];
    this.#rollovers = [];
    this.#lastDown = null;
  }

  /** Null where there is nothing to say: too few keys, or a clock too coarse to tell. */
  cadence(): Cadence | null {
    const intervals = this.#intervals;
    if (intervals.length < 2) return null;
    if (intervals.every((interval) => interval % COARSE_CLOCK === 0)) return null;
    const mean = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
    const variance =
      intervals.reduce((sum, interval) => sum + (interval - mean) ** 2, 0) / intervals.length;
    return {
      keys: intervals.length + 1,
      medianInterval: round(median(intervals)),
      variation: round(Math.sqrt(variance) / mean),
      medianHold: this.#holds.length === 0 ? null : round(median(this.#holds)),
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

/** Two decimals: finer than any clock, coarser than a fingerprint. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
