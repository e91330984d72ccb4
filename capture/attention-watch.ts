/**
 * Sees whether anybody looks at the answers of this page: how long it was visible with somebody
 * there, whether they scrolled, copied or went on. Never what.
 */
import type { Draft } from '../core/interaction.ts';
import { MAX_COUNT } from '../core/limits.ts';
import { attentionTo } from '../core/provenance/attention.ts';
import type { AttentionFacts } from '../core/provenance/attention-facts.ts';

/** Without a key, a pointer or a wheel for so long nobody may be there, in ms. */
const AWAY = 60_000;
/** An answer that was shown for so long has been looked at; told then, not when the page goes. */
const FIRST_LOOK = 2_500;
/** Answers looked after at the same time. */
const MAX_ANSWERS = 32;

interface Watched {
  facts: AttentionFacts;
  over: boolean;
  /** What the background knows. */
  told: string;
}

export interface AttentionParts {
  window: Window;
  /** In ms. */
  steady: () => number;
  later: (callback: () => void, milliseconds: number) => void;
  report: (id: Draft['id'], facts: AttentionFacts) => void;
}

export class AttentionWatch {
  readonly #parts: AttentionParts;
  readonly #answers = new Map<Draft['id'], Watched>();
  /** Up to when the time is counted. */
  #counted: number;
  #lastStir: number;

  /** Whoever just set off a call is there. */
  constructor(parts: AttentionParts) {
    this.#parts = parts;
    this.#counted = parts.steady();
    this.#lastStir = this.#counted;
    const { window } = parts;
    const listen = (names: readonly string[], heard: (event: Event) => void) => {
      for (const name of names) {
        window.addEventListener(name, heard, { capture: true, passive: true });
      }
    };
    listen(['keydown', 'pointerdown', 'pointermove', 'wheel'], (event) => {
      if (event.isTrusted) this.#stir();
    });
    listen(['copy', 'cut'], (event) => this.#mark(event, 'copies'));
    listen(['wheel', 'touchmove'], (event) => this.#mark(event, 'scrolls'));
    listen(['visibilitychange'], () => this.#turn(window.document.hidden));
    listen(['pagehide'], () => {
      this.#count();
      this.#tell();
    });
  }

  begin(id: Draft['id']): void {
    this.#count();
    const facts = { visibleDuring: 0, visibleAfter: 0, scrolls: 0, copies: 0, followedUp: false };
    this.#answers.set(id, { facts, over: false, told: '' });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MAX_ANSWERS) return;
      this.#answers.delete(oldest);
    }
  }

  /** The person went on by hand: what stood there before was seen. */
  followUp(): void {
    for (const { facts, over } of this.#answers.values()) if (over) facts.followedUp = true;
    this.#tell();
  }

  /** What is known once the answer is over; the rest is told later. */
  end(id: Draft['id']): AttentionFacts | null {
    const answer = this.#answers.get(id);
    if (answer === undefined) return null;
    this.#count();
    answer.over = true;
    answer.told = JSON.stringify(answer.facts);
    if (attentionTo(answer.facts, false) === 'not-seen') {
      this.#parts.later(() => {
        this.#count();
        this.#tell();
      }, FIRST_LOOK);
    }
    return { ...answer.facts };
  }

  #stir(): void {
    this.#count();
    this.#lastStir = this.#counted;
  }

  /** Who brings a page to the front is there. */
  #turn(hidden: boolean): void {
    this.#count(!hidden);
    if (hidden) this.#tell();
    else this.#lastStir = this.#counted;
  }

  #mark({ isTrusted }: Event, what: 'scrolls' | 'copies'): void {
    if (!isTrusted) return;
    for (const { facts, over } of this.#answers.values())
      if (over) facts[what] = Math.min(facts[what] + 1, MAX_COUNT);
  }

  /** `wasHidden`: what the page was until now, where that has just changed. */
  #count(wasHidden = this.#parts.window.document.hidden): void {
    const now = this.#parts.steady();
    const from = this.#counted;
    this.#counted = now;
    if (wasHidden) return;
    const seen = Math.max(0, Math.round(Math.min(now, this.#lastStir + AWAY) - from));
    for (const { facts, over } of this.#answers.values()) {
      facts[over ? 'visibleAfter' : 'visibleDuring'] += seen;
    }
  }

  /** Tells what has changed of answers that are over. */
  #tell(): void {
    for (const [id, answer] of this.#answers) {
      const known = JSON.stringify(answer.facts);
      if (!answer.over || known === answer.told) continue;
      answer.told = known;
      this.#parts.report(id, { ...answer.facts });
    }
  }
}
