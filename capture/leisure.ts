/**
 * Lets what the hook told wait until the page has nothing to do: answers are looked at in its
 * pauses, not while they pour in. What asks is looked at at once, because what the person did just
 * before it counts, and takes everything that waits along: the order stays. A page nobody sees has
 * nothing to wait for.
 */

/** After so long without anything new there is a pause; nothing waits longer than that. In ms. */
const QUIET = 50;
const PATIENCE = 1_000;
/** What is used at least of each pause, in ms. */
const SLICE = 2;
/** More than that does not pile up, in bytes or characters: it holds the longest answer we follow. */
const MAX_WAITING = 32_000_000;
/**
 * Messages of answers are smaller, in bytes or characters: of a larger one it is soon decided
 * whether anybody needs to hear more of its socket.
 */
const LARGE = 16_000;
/** What a frame takes beside what it carries. */
const FRAME = 500;
const WAITING = new Set<unknown>(['head', 'bytes', 'text', 'end']);

/** Of what has no place here the collector says so. */
interface Told {
  type?: unknown;
  direction?: unknown;
  bytes?: unknown;
  text?: unknown;
  data?: unknown;
}

export interface LeisureParts {
  hear: (data: unknown) => void;
  later: (callback: () => void, milliseconds: number) => void;
  /**
   * Calls back when the page does nothing, or at last after so many milliseconds, with how many
   * the pause will last.
   */
  whenIdle: (callback: (left: number) => void, timeout: number) => void;
  /** In ms. */
  steady: () => number;
}

export class Leisure {
  readonly #parts: LeisureParts;
  #waiting: unknown[] = [];
  /** How many of them were heard: a long list is not moved up for each. */
  #heard = 0;
  /** In bytes or characters. */
  #held = 0;
  /** Whether somebody will come back to what waits. */
  #planned = false;
  #first = 0;
  #last = 0;

  constructor(parts: LeisureParts) {
    this.#parts = parts;
  }

  take(data: unknown): void {
    this.#last = this.#parts.steady();
    if (this.#waiting.length === 0) this.#first = this.#last;
    this.#waiting.push(data);
    const told: Told = Object(data);
    const size = sizeOf(told.bytes ?? told.text ?? told.data);
    this.#held += FRAME + size;
    if (!mayWait(told, size) || this.#held > MAX_WAITING) this.finish();
    else if (!this.#planned) this.#waitForQuiet();
  }

  /** Hears now all that waits. */
  finish(): void {
    while (this.#heard < this.#waiting.length) this.#hearNext();
    this.#waiting = [];
    this.#heard = 0;
    this.#held = 0;
  }

  /** What goes wrong with one costs none of the others. */
  #hearNext(): void {
    const data = this.#waiting[this.#heard];
    this.#heard += 1;
    this.#parts.hear(data);
  }

  #waitForQuiet(): void {
    this.#planned = true;
    this.#parts.later(() => {
      const now = this.#parts.steady();
      if (now - this.#last < QUIET && now - this.#first < PATIENCE) this.#waitForQuiet();
      else this.#waitForPause();
    }, QUIET);
  }

  #waitForPause(): void {
    this.#planned = true;
    this.#parts.whenIdle((left) => this.#usePause(Math.max(left, SLICE)), PATIENCE);
  }

  #usePause(left: number): void {
    const { steady } = this.#parts;
    const end = steady() + left;
    this.#planned = false;
    while (this.#heard < this.#waiting.length) {
      if (steady() >= end) {
        this.#waitForPause();
        return;
      }
      this.#hearNext();
    }
    this.finish();
  }
}

function mayWait({ type, direction }: Told, size: number): boolean {
  return WAITING.has(type) || (direction === 'in' && size < LARGE);
}

function sizeOf(carried: unknown): number {
  if (typeof carried === 'string') return carried.length;
  return ArrayBuffer.isView(carried) ? carried.byteLength : 0;
}
