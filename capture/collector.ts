/**
 * Makes interactions of what the hook saw. Runs in the page's isolated world: text comes in here
 * and ends here; what goes on is a draft, whose shape has no place for any.
 */
import { CallBook, type CallBookParts } from './call-book.ts';
import { Exchanges } from './exchanges.ts';
import { type CollectorFrame, HookFrame } from './frames.ts';
import { OpenCalls } from './open-calls.ts';
import type { Outbox } from './outbox.ts';
import type { Shelf } from './shelf.ts';
import { Polling } from './polling.ts';
import { Sockets } from './sockets.ts';

/** Frames that are not ours, after which the port is not listened to any more. */
const MAX_FORGED = 100;

export interface CollectorParts extends CallBookParts {
  outbox: Pick<Outbox, 'put' | 'note' | 'sendLast'>;
  shelf: Shelf;
  tell: (frame: CollectorFrame) => void;
  later: (callback: () => void, milliseconds: number) => void;
}

export class Collector {
  readonly #parts: CollectorParts;
  readonly #calls: OpenCalls;
  readonly #exchanges: Exchanges;
  readonly #sockets: Sockets;
  readonly #polling: Polling;
  #watching = true;
  #forged = 0;

  constructor(parts: CollectorParts) {
    const book = new CallBook(parts);
    const calls = new OpenCalls({ ...parts, book });
    this.#parts = parts;
    this.#calls = calls;
    this.#exchanges = new Exchanges({ ...parts, book, calls });
    this.#sockets = new Sockets({ ...parts, calls });
    this.#polling = new Polling(this.#sockets);
  }

  /** Takes whatever came over the port. Only our own hook should have it; a page may try. */
  hear(data: unknown): void {
    if (this.#forged >= MAX_FORGED) return;
    const { success, data: frame } = HookFrame.safeParse(data);
    if (success) this.#take(frame);
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

  /** The page goes away: what is under way ends here. */
  close(): void {
    this.#exchanges.close();
    this.#calls.close();
    this.#parts.outbox.sendLast();
  }

  #take(frame: HookFrame): void {
    if (frame.type === 'open' || frame.type === 'socket') {
      // The hook may have told of this one before it heard of a pause.
      if (!this.#watching) this.#parts.tell({ type: 'ignore', id: frame.id });
      else if (frame.type === 'socket') this.#sockets.begin(frame.id, frame.url);
      else if (frame.polling) this.#polling.begin(frame);
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
