/**
 * Makes interactions of what the hook saw. Runs in the page's isolated world: text comes in here
 * and ends here; what goes on is a draft, whose shape has no place for any.
 */
import { type Answer, asking, emptyAnswer, finish } from '../core/protocols/protocol.ts';
import type { ScreenPlaces } from '../core/sites/adapter-schema.ts';
import type { Sighting } from '../core/sites/sighting.ts';
import { CallBook, type CallBookParts } from './call-book.ts';
import { Exchanges } from './exchanges.ts';
import { type CollectorFrame, type HookFrame, parseFrame } from './frames.ts';
import { OpenCalls } from './open-calls.ts';
import type { Outbox } from './outbox.ts';
import type { SeenOnScreen } from './screen.ts';
import type { Shelf } from './shelf.ts';
import { Polling } from './polling.ts';
import { Sockets } from './sockets.ts';

/** Frames that are not ours, after which the port is not listened to any more. */
const MAX_FORGED = 100;
/** Its messages go over a socket in a form of its own. */
const STREAMLIT = /\/_stcore\/stream$/;

export interface CollectorParts extends CallBookParts {
  outbox: Pick<Outbox, 'put' | 'note' | 'sendLast'>;
  shelf: Shelf;
  tell: (frame: CollectorFrame) => void;
  later: (callback: () => void, milliseconds: number) => void;
}

export class Collector {
  readonly #parts: CollectorParts;
  readonly #book: CallBook;
  readonly #calls: OpenCalls;
  readonly #exchanges: Exchanges;
  readonly #sockets: Sockets;
  readonly #polling: Polling;
  #watching = true;
  /** What ends watching the screen; null while it is not watched. */
  #stopScreen: (() => void) | null = null;
  #forged = 0;

  constructor(parts: CollectorParts) {
    const book = new CallBook(parts);
    const calls = new OpenCalls({ ...parts, book });
    this.#parts = parts;
    this.#book = book;
    this.#calls = calls;
    this.#exchanges = new Exchanges({ ...parts, book, calls });
    this.#sockets = new Sockets({ ...parts, calls });
    this.#polling = new Polling(this.#sockets);
  }

  /** Takes whatever came over the port. Only our own hook should have it; a page may try. */
  hear(data: unknown): void {
    if (this.#forged >= MAX_FORGED) return;
    const frame = parseFrame(data);
    if (frame?.type === 'text') {
      const { id, text } = frame;
      this.#take({ type: 'bytes', id, bytes: new TextEncoder().encode(text) });
    } else if (frame !== null) this.#take(frame);
    else {
      this.#forged += 1;
      this.#parts.outbox.note('forged');
    }
  }

  /** Whether new exchanges are looked at; what is under way is brought to its end. */
  watch(watching: boolean): void {
    this.#watching = watching;
    this.#parts.tell({ type: 'watch', watching });
  }

  /**
   * Counts what is seen on the screen, where no wire can be read. Left out, `places` is where
   * Streamlit has its chat.
   */
  async watchScreen(places?: ScreenPlaces): Promise<void> {
    if (this.#stopScreen !== null) return;
    this.#stopScreen = () => {};
    const { shelf, steady, later } = this.#parts;
    const report = (seen: SeenOnScreen) => this.#seen(seen);
    this.#stopScreen = await shelf.watchScreen({ steady, later, report }, places);
  }

  #seen({ askedText, answerText, at, endedAt }: SeenOnScreen): void {
    if (!this.#watching) return;
    const asked = asking({ turn: 'prompt', text: [askedText], messages: 1 });
    const call = this.#book.begin('screen', 'screen', this.#book.moment(at), asked);
    const answer: Answer = { ...emptyAnswer(), text: [answerText] };
    finish(answer);
    this.#book.end(call, answer, 'done', endedAt, null);
  }

  /** Shows exchanges to whoever asks, from now on. Returns how to stop. */
  show(tell: (sighting: Sighting) => void): () => void {
    let over = false;
    void this.#parts.shelf.witness(tell).then((witness) => {
      if (!over) this.#exchanges.showTo(witness);
      return witness;
    });
    return () => {
      over = true;
      this.#exchanges.showTo(null);
    };
  }

  /** The page goes away: what is under way ends here. */
  close(): void {
    this.#stopScreen?.();
    this.#exchanges.close();
    this.#calls.close();
    this.#parts.outbox.sendLast();
  }

  #take(frame: Exclude<HookFrame, { type: 'text' }>): void {
    if (frame.type === 'open' || frame.type === 'socket') {
      // The hook may have told of this one before it heard of a pause.
      if (!this.#watching) this.#parts.tell({ type: 'ignore', id: frame.id });
      else if (frame.type === 'socket') {
        this.#sockets.begin(frame.id, frame.url);
        if (STREAMLIT.test(frame.url)) void this.watchScreen();
      } else if (frame.polling) this.#polling.begin(frame);
      else this.#exchanges.begin(frame);
    } else if (frame.type === 'message') {
      this.#sockets.message(frame);
    } else if (frame.type === 'end' && this.#sockets.has(frame.id)) {
      this.#sockets.end(frame.id, frame.how);
    } else if (this.#polling.has(frame.id)) {
      this.#polling.go(frame);
    } else {
      this.#exchanges.go(frame);
    }
  }
}
