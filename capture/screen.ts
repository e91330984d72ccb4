/**
 * The last resort where the wire cannot be read: sees on the screen that the person sends
 * something, and an answer that appears and grows. Observes nothing until something is sent, and
 * nothing after the answer has come to rest. The texts go to the caller, who counts and drops them.
 */
import type { ScreenPlaces } from '../core/sites/adapter-schema.ts';
import {
  around,
  composedText,
  hit,
  isSelector,
  plainText,
  type Root,
  rootsBelow,
} from './screen-places.ts';

/** An answer that has not changed for so long is over: models pause while tools are at work. */
const QUIET = 15_000;
/** What appears later than this after a send is not its answer, in ms. */
const PATIENCE = 300_000;
/** Enter in a form makes the browser click its button too. */
const SAME_SEND = 500;

export interface SeenOnScreen {
  askedText: string;
  answerText: string;
  /** The send and the last change of its answer, on the page's steady clock. */
  at: number;
  endedAt: number;
}

export interface ScreenParts {
  places: ScreenPlaces;
  report: (seen: SeenOnScreen) => void;
  steady: () => number;
  later: (callback: () => void, milliseconds: number) => void;
  /** In ms; left out, as long as models pause. */
  quiet?: number;
}

/** What followed one send, so far. */
interface Exchange {
  askedText: string;
  at: number;
  lastChange: number;
  /** Answers that stood there before, and what they said: pages put them up anew as they like. */
  before: ReadonlyMap<Element, string>;
  answers: Set<Element>;
  observer: MutationObserver;
  waiting: boolean;
}

/** Returns what ends it, with what is under way; null where the selectors are none. */
export function watchScreen(parts: ScreenParts): (() => void) | null {
  const { composer, answers, send } = parts.places;
  if (![composer, answers, ...(send === undefined ? [] : [send])].every(isSelector)) return null;
  const watch = new ScreenWatch(parts);
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  window.addEventListener('keydown', (event) => watch.keyDown(event), options);
  window.addEventListener('click', (event) => watch.click(event), options);
  return () => {
    listening.abort();
    watch.end();
  };
}

class ScreenWatch {
  readonly #parts: ScreenParts;
  #exchange: Exchange | null = null;

  constructor(parts: ScreenParts) {
    this.#parts = parts;
  }

  keyDown(event: KeyboardEvent): void {
    const { key, shiftKey, isComposing, repeat, isTrusted } = event;
    if (key !== 'Enter' || shiftKey || isComposing || repeat || !isTrusted) return;
    const composer = hit(event, this.#parts.places.composer);
    if (composer !== null) this.#begin(composer, event.timeStamp);
  }

  click(event: MouseEvent): void {
    if (!event.isTrusted || hit(event, this.#parts.places.send) === null) return;
    for (const root of rootsBelow(document)) {
      for (const composer of root.querySelectorAll(this.#parts.places.composer)) {
        if (composedText(composer) === '') continue;
        this.#begin(composer, event.timeStamp);
        return;
      }
    }
  }

  /** Also what is not at rest yet; where nothing was answered, nothing is reported. */
  end(): void {
    const exchange = this.#exchange;
    this.#exchange = null;
    if (exchange === null) return;
    exchange.observer.disconnect();
    const answerText = answerOf(exchange);
    if (answerText === '') return;
    const { askedText, at, lastChange: endedAt } = exchange;
    this.#parts.report({ askedText, answerText, at, endedAt });
  }

  #begin(composer: Element, at: number): void {
    const askedText = composedText(composer);
    const current = this.#exchange;
    if (askedText === '') return;
    if (current?.askedText === askedText && at - current.at < SAME_SEND) return;
    this.end();
    const roots = rootsBelow(document);
    const standing = roots.flatMap((root) => [
      ...root.querySelectorAll(this.#parts.places.answers),
    ]);
    const observer = new MutationObserver((changes) => this.#changed(changes));
    this.#exchange = {
      askedText,
      at,
      lastChange: at,
      before: new Map(standing.map((answer) => [answer, plainText(answer)])),
      answers: new Set(),
      observer,
      waiting: false,
    };
    for (const root of roots) this.#observeIn(root, composer, standing);
  }

  /** Where answers stand already, new ones come beside them; otherwise anywhere. */
  #observeIn(root: Root, composer: Element, standing: readonly Element[]): void {
    const here = standing.filter((answer) => answer.getRootNode() === root);
    const beside = composer.getRootNode() === root ? [...here, composer] : here;
    const place = here.length === 0 ? root : around(beside, root);
    this.#exchange?.observer.observe(place, { childList: true, subtree: true });
  }

  #changed(changes: readonly MutationRecord[]): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    const now = this.#parts.steady();
    if (exchange.answers.size === 0 && now - exchange.at > PATIENCE) {
      this.end();
      return;
    }
    const known = exchange.answers.size;
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) this.#added(node, exchange);
    }
    const grew = changes.some(({ target }) =>
      [...exchange.answers].some((answer) => answer.contains(target)),
    );
    if (!grew && exchange.answers.size === known) return;
    exchange.lastChange = now;
    if (!exchange.waiting) this.#wait(exchange, this.#quiet());
  }

  #added(element: Element, { answers, before, observer }: Exchange): void {
    const { answers: selector } = this.#parts.places;
    const found = element.matches(selector) ? [element] : [];
    found.push(...element.querySelectorAll(selector));
    for (const root of rootsBelow(element)) {
      observer.observe(root, { childList: true, subtree: true });
      found.push(...root.querySelectorAll(selector));
    }
    for (const answer of found) {
      if (before.has(answer) || answers.has(answer)) continue;
      answers.add(answer);
      observer.observe(answer, { childList: true, characterData: true, subtree: true });
    }
  }

  /** One timer at a time; if the answer changed meanwhile, for the rest of its time again. */
  #wait(exchange: Exchange, milliseconds: number): void {
    exchange.waiting = true;
    this.#parts.later(() => {
      if (this.#exchange !== exchange) return;
      const left = exchange.lastChange + this.#quiet() - this.#parts.steady();
      if (left > 0) {
        this.#wait(exchange, left);
        return;
      }
      exchange.waiting = false;
      // The person's own words may stand there alone while the model is still at it.
      if (answerOf(exchange) !== '') this.end();
    }, milliseconds);
  }

  #quiet(): number {
    return this.#parts.quiet ?? QUIET;
  }
}

/** What is new on the screen, without what was asked and what only stands there anew. */
function answerOf({ answers, askedText, before }: Exchange): string {
  const asked = askedText.replaceAll(/\s+/g, ' ');
  const gone = [...before].flatMap(([answer, text]) => (answer.isConnected ? [] : [text]));
  const standing = [...answers].filter((answer) => answer.isConnected);
  return standing
    .filter((answer) => !standing.some((outer) => outer !== answer && outer.contains(answer)))
    .map(plainText)
    .filter((text) => {
      const anew = gone.indexOf(text);
      if (anew !== -1) gone.splice(anew, 1);
      return anew === -1 && text !== asked;
    })
    .join('\n')
    .trim();
}
