/**
 * Lets what the hook told wait until the page has nothing to do: answers are looked at in its
 * pauses, not while they pour in. What asks is looked at at once, because what the person did just
 * before it counts, and takes everything that waits along: the order stays.
 */

/** After so long without anything new there is a pause; nothing waits longer than that. In ms. */
const QUIET = 50;
const PATIENCE = 1_000;
/** How much of a pause is used at a time, in ms. */
const SLICE = 2;
/** More frames than that do not pile up: the longest answer we follow has fewer. */
const MAX_WAITING = 20_000;

/** Of what has no place here the collector says so. */
interface Told {
  type?: unknown;
  direction?: unknown;
}

export interface LeisureParts {
  hear: (data: unknown) => void;
  later: (callback: () => void, milliseconds: number) => void;
  /** Calls back when the page does nothing, or at last after so many milliseconds. */
  whenIdle: (callback: () => void, options: { timeout: number }) => void;
  /** In ms. */
  steady: () => number;
}

export class Leisure {
  readonly #parts: LeisureParts;
  #waiting: unknown[] = [];
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
    if (!mayWait(data) || this.#waiting.length > MAX_WAITING) this.finish();
    else if (!this.#planned) this.#waitForQuiet();
  }

  /** Hears now all that waits. */
  finish(): void {
    for (const data of this.#waiting.splice(0)) this.#parts.hear(data);
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
    this.#parts.whenIdle(() => this.#usePause(), { timeout: PATIENCE });
  }

  #usePause(): void {
    const { hear, steady } = this.#parts;
    for (const end = steady() + SLICE; this.#waiting.length > 0 && steady() < end;) {
      hear(this.#waiting.shift());
    }
    if (this.#waiting.length > 0) this.#waitForPause();
    else this.#planned = false;
  }
}

function mayWait(data: unknown): boolean {
  const { type, direction }: Told = Object(data);
  return type === 'bytes' || type === 'head' || type === 'end' || direction === 'in';
}
