/** One conversation under way, whatever carries it: what was heard, when to stop, how it ended. */

/** Left to the model server: how to answer, see its behaviours. */
type SocketBehaviour = Record<string, string | number | boolean>;

/** `cancel` asks the service to stop, in its own way; `close` hangs up. */
export type Stop = 'none' | 'cancel' | 'close';

export interface ConverseOptions {
  prompt: string;
  model?: string;
  /** Which of the protocol's ways to take; left out, its usual one. */
  transport?: string;
  behaviour?: SocketBehaviour;
  stop?: Stop;
  /** Binary frames, where the protocol has them, and as what they are to arrive. */
  binary?: boolean;
  binaryType?: BinaryType;
}

export interface Conversed {
  ending: 'complete' | 'cancelled' | 'closed' | 'failed';
  /** Of the answer's text, in UTF-16 units. */
  length: number;
}

/** So many pieces are heard before a conversation is stopped. */
const STOP_AFTER = 3;

export class Hearing {
  readonly result: Promise<Conversed>;
  readonly #stop: Stop;
  readonly #ways: Record<'cancel' | 'close', () => void>;
  #length = 0;
  #pieces = 0;
  #stopping = false;
  #resolve: (conversed: Conversed) => void = () => {};

  constructor(stop: Stop | undefined, ways: Record<'cancel' | 'close', () => void>) {
    this.#stop = stop ?? 'none';
    this.#ways = ways;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Text that was added. Empty, it is a sign of life. */
  piece(text: string): void {
    this.#length += text.length;
    this.#pieces += 1;
    if (this.#pieces !== STOP_AFTER || this.#stop === 'none') return;
    this.#stopping = true;
    // Before it is done: a client may tell of its own hanging up at once.
    if (this.#stop === 'close') this.#settle('closed');
    this.#ways[this.#stop]();
  }

  /** The text as a whole, where the service sends it that way. */
  whole(text: string): void {
    this.#length = 0;
    this.piece(text);
  }

  /** The first ending counts. After a stop was asked for, every ending is that stop. */
  end(ending: 'complete' | 'failed'): void {
    this.#settle(this.#stopping ? 'cancelled' : ending);
  }

  #settle(ending: Conversed['ending']): void {
    this.#resolve({ ending, length: this.#length });
  }
}
