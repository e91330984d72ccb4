/**
 * Watches the person's input in a page: how many, how long ago, at what rhythm, and never what.
 * Listeners are passive and come first, so that a page that stops its events hides nothing.
 */
import { MAX_COUNT } from '../core/limits.ts';
import type { Signals } from '../core/provenance/signals.ts';
import { ClockGrain } from './clock-grain.ts';
import { Keystrokes, type Press } from './keystrokes.ts';

const NO_COUNTS = {
  trustedKeys: 0,
  trustedPointers: 0,
  moves: 0,
  untrustedKeys: 0,
  untrustedPointers: 0,
  pastes: 0,
  compositions: 0,
  insertedBlocks: 0,
  scriptedEntries: 0,
  deletions: 0,
};
type Counted = keyof typeof NO_COUNTS;

/** What is said of calls that did not come from this page. */
export const NO_INPUT = {
  sinceKey: null,
  sincePointer: null,
  sinceEntry: null,
  sendHold: null,
  ...NO_COUNTS,
  fingeredKeys: 0,
  cadence: null,
};

/** What the page's input says at one send. */
export type InputSignals = Pick<Signals, keyof typeof NO_INPUT>;

/** Longer text at once than anybody's fingers put in with one key. */
const BLOCK = 12;
/** The press that sends is no longer ago, in ms. */
const SENDING = 2_000;
/** A press makes its click at once; a click without one is an assistant's. In ms. */
const SOON = 100;

export class InputWatch {
  #counts = { ...NO_COUNTS };
  #lastKey: number | null = null;
  #lastPointer: number | null = null;
  #lastEntry: number | null = null;
  /** When a key or button last went down or up. */
  #lastStir = -Infinity;
  #press: Press | null = null;
  #pointerPress: Press | null = null;
  /** When the browser last said beforehand that text will change: scripts change it unannounced. */
  #announced = -Infinity;
  readonly #grain = new ClockGrain();
  readonly #keystrokes = new Keystrokes();
  readonly #listening = new AbortController();

  constructor(window: Window) {
    const listen = <Name extends keyof WindowEventMap>(
      names: readonly Name[],
      heard: (event: WindowEventMap[Name]) => void,
    ) => {
      const { signal } = this.#listening;
      for (const name of names) {
        window.addEventListener(name, heard, { capture: true, passive: true, signal });
      }
    };
    listen(['keydown'], (event) => this.#keyDown(event));
    listen(['keyup'], (event) => {
      if (!event.isTrusted) return;
      this.#keystrokes.up(event.code, event.timeStamp);
      this.#lastStir = event.timeStamp;
    });
    listen(['pointerdown'], (event) => this.#pointerDown(event));
    listen(['pointerup'], (event) => this.#pointerUp(event));
    listen(['click'], (event) => this.#click(event));
    listen(['pointermove'], (event) => this.#count(event, 'moves'));
    listen(['paste', 'drop'], (event) => this.#count(event, 'pastes'));
    listen(['compositionstart'], (event) => this.#count(event, 'compositions'));
    listen(['beforeinput'], (event) => this.#beforeInput(event));
    listen(['input'], (event) => this.#input(event));
  }

  /** `at` is the moment of the send, on the clock that stamps events. */
  at(at: number): InputSignals {
    const { coarse } = this.#grain;
    return {
      sinceKey: since(this.#lastKey, at),
      sincePointer: since(this.#lastPointer, at),
      sinceEntry: since(this.#lastEntry, at),
      sendHold: null,
      ...this.#counts,
      fingeredKeys: coarse ? 0 : this.#keystrokes.fingered,
      cadence: coarse ? null : this.#keystrokes.cadence(),
    };
  }

  /** What was pressed right before the send, and may still be held; null: nothing. */
  press(at: number): Press | null {
    const press = this.#grain.coarse ? null : this.#press;
    return press !== null && at - press.at <= SENDING ? press : null;
  }

  /** A send has used up what came before it. */
  spend(): void {
    this.#counts = { ...NO_COUNTS };
    this.#keystrokes.forget();
  }

  stop(): void {
    this.#listening.abort();
  }

  #keyDown(event: KeyboardEvent): void {
    if (!this.#trusts(event, 'untrustedKeys')) return;
    this.#lastKey = event.timeStamp;
    this.#lastStir = event.timeStamp;
    if (event.repeat) return;
    this.#add('trustedKeys');
    this.#press = this.#keystrokes.down(event.code, event.timeStamp);
  }

  #pointerDown(event: Event): void {
    if (!this.#trusts(event, 'untrustedPointers')) return;
    this.#pointed(event);
    this.#press = { at: event.timeStamp, hold: null };
    this.#pointerPress = this.#press;
  }

  #pointerUp({ isTrusted, timeStamp }: Event): void {
    if (!isTrusted || this.#pointerPress === null) return;
    this.#pointerPress.hold = Math.max(0, timeStamp - this.#pointerPress.at);
    this.#lastStir = timeStamp;
  }

  /** Screen readers, switches and voices click without pressing. */
  #click(event: Event): void {
    if (!this.#trusts(event, 'untrustedPointers')) return;
    if (event.timeStamp - this.#lastStir < SOON) return;
    this.#pointed(event);
    this.#press = null;
  }

  #pointed({ timeStamp }: Event): void {
    this.#lastPointer = timeStamp;
    this.#lastStir = timeStamp;
    this.#add('trustedPointers');
  }

  #beforeInput(event: InputEvent): void {
    const { isTrusted, inputType, timeStamp, data } = event;
    if (!isTrusted) return;
    this.#announced = timeStamp;
    if (inputType.startsWith('delete')) this.#add('deletions');
    // A new line may be what sends, and is no text.
    if (!/insert(Line|Para)/.test(inputType)) this.#lastEntry = timeStamp;
    // Only the length of what comes in is looked at.
    if (inputType === 'insertText' && (data?.length ?? 0) >= BLOCK) this.#add('insertedBlocks');
  }

  #input(event: Event): void {
    // Echoes of an announced change are some page's own way, and not every control announces.
    if (event.timeStamp - this.#announced < SOON || (event.isTrusted && !isText(event))) return;
    this.#add('scriptedEntries');
    this.#lastEntry = event.timeStamp;
  }

  #trusts(event: Event, otherwise: Counted): boolean {
    if (event.isTrusted) this.#grain.see(event.timeStamp);
    else this.#add(otherwise);
    return event.isTrusted;
  }

  #count(event: Event, name: Counted): void {
    if (event.isTrusted) this.#add(name);
  }

  #add(name: Counted): void {
    this.#counts[name] = Math.min(this.#counts[name] + 1, MAX_COUNT);
  }
}

/** Switches and sliders put in no text; what is composed is not announced everywhere. */
function isText(event: Event): boolean {
  return event instanceof InputEvent && event.inputType === 'insertText';
}

function since(moment: number | null, at: number): number | null {
  return moment === null ? null : Math.max(0, Math.round(at - moment));
}
