/** An answer that outlives its connection, for as long as a client needs to come back. */
import type { ServerResponse } from 'node:http';
import { BROKEN, CLOSED, type Wire } from './model-call.ts';

/** Browsers come back within a few seconds at most. */
const PATIENCE_MS = 5_000;

export class ResumableAnswer {
  readonly #said: string[] = [];
  readonly #gone = new AbortController();
  #response: ServerResponse;
  #connection: Wire<string>;
  #taken: (() => void) | undefined;

  constructor(response: ServerResponse, connection: Wire<string>) {
    this.#response = response;
    this.#connection = connection;
    this.#watch();
  }

  /** Spans all the connections. */
  readonly wire: Wire<string> = {
    send: (frame) => {
      this.#said.push(frame);
      this.#connection.send(frame);
    },
    cut: () => this.#connection.cut(),
    gone: this.#gone.signal,
  };

  /** Breaks the connection; resolves when a client has come back, or nobody has for too long. */
  async breakOff(): Promise<void> {
    await new Promise<void>((resolve) => {
      const tooLate = setTimeout(() => {
        this.#gone.abort(BROKEN);
        resolve();
      }, PATIENCE_MS);
      this.#taken = () => {
        clearTimeout(tooLate);
        resolve();
      };
      this.#connection.cut();
    });
    this.#taken = undefined;
  }

  /** `from`: the place of the first event that is wanted again. */
  resume(response: ServerResponse, connection: Wire<string>, from: number): void {
    for (const frame of this.#said.slice(from)) connection.send(frame);
    this.#response = response;
    this.#connection = connection;
    this.#watch();
    this.#taken?.();
  }

  end(): void {
    this.#response.end();
  }

  /** A client that leaves by itself ends the answer. */
  #watch(): void {
    const connection = this.#connection;
    connection.gone.addEventListener('abort', () => {
      const ours = this.#taken !== undefined || connection !== this.#connection;
      if (!ours) this.#gone.abort(CLOSED);
    });
  }
}
