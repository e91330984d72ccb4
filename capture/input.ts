/**
 * Watches the person's input in a page: how many, how long ago, at what rhythm, and never what.
 * Listeners are passive and come first, so that a page that stops its events hides nothing.
 */
import type { Signals } from '../core/provenance/signals.ts';
import { Keystrokes } from './keystrokes.ts';

/** What the page's input says at one send. */
export type InputSignals = Pick<
  Signals,
  | 'sinceKey'
  | 'sincePointer'
  | 'trustedKeys'
  | 'trustedPointers'
  | 'untrustedKeys'
  | 'pastes'
  | 'compositions'
  | 'insertedBlocks'
  | 'cadence'
>;

/** What is said of calls that did not come from this page. */
export const NO_INPUT: InputSignals = {
  sinceKey: null,
  sincePointer: null,
  trustedKeys: 0,
  trustedPointers: 0,
  untrustedKeys: 0,
  pastes: 0,
  compositions: 0,
  insertedBlocks: 0,
  cadence: null,
};

/** Longer text at once than anybody's fingers put in with one key. */
const BLOCK = 12;

const noCounts = () => {
  const { sinceKey: _, sincePointer: __, cadence: ___, ...counts } = NO_INPUT;
  return counts;
};

export class InputWatch {
  #counts = noCounts();
  #lastKey: number | null = null;
  #lastPointer: number | null = null;
  readonly #keystrokes = new Keystrokes();
  readonly #listening = new AbortController();

  constructor(window: Window) {
    const listen = <Name extends keyof WindowEventMap>(
      name: Name,
      heard: (event: WindowEventMap[Name]) => void,
    ) => {
      const { signal } = this.#listening;
      window.addEventListener(name, heard, { capture: true, passive: true, signal });
    };
    listen('keydown', (event) => this.#keyDown(event));
    listen('keyup', (event) => {
      if (event.isTrusted) this.#keystrokes.up(event.code, event.timeStamp);
    });
    listen('pointerdown', (event) => {
      if (!event.isTrusted) return;
      this.#lastPointer = event.timeStamp;
      this.#counts.trustedPointers += 1;
    });
    listen('paste', (event) => this.#count(event, 'pastes'));
    listen('drop', (event) => this.#count(event, 'pastes'));
    listen('compositionstart', (event) => this.#count(event, 'compositions'));
    listen('input', (event) => {
      if (isBlock(event)) this.#count(event, 'insertedBlocks');
    });
  }

  /** `at` is the moment of the send, on the clock that stamps events. */
  at(at: number): InputSignals {
    return {
      sinceKey: since(this.#lastKey, at),
      sincePointer: since(this.#lastPointer, at),
      ...this.#counts,
      cadence: this.#keystrokes.cadence(),
    };
  }

  /** A send has used up what came before it. */
  spend(): void {
    this.#counts = noCounts();
    this.#keystrokes.forget();
  }

  stop(): void {
    this.#listening.abort();
  }

  #keyDown(event: KeyboardEvent): void {
    if (!event.isTrusted) {
      this.#counts.untrustedKeys += 1;
      return;
    }
    this.#lastKey = event.timeStamp;
    if (event.repeat) return;
    this.#counts.trustedKeys += 1;
    this.#keystrokes.down(event.code, event.timeStamp);
  }

  #count(event: Event, name: 'pastes' | 'compositions' | 'insertedBlocks'): void {
    if (event.isTrusted) this.#counts[name] += 1;
  }
}

/** Only the length of what came in is looked at. */
function isBlock(event: Event): boolean {
  if (!(event instanceof InputEvent)) return false;
  return event.inputType === 'insertText' && (event.data?.length ?? 0) >= BLOCK;
}

function since(moment: number | null, at: number): number | null {
  return moment === null ? null : Math.max(0, Math.round(at - moment));
}
