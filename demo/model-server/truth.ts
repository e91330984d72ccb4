/** The truth ledger: every exchange this server served, as it happened on its side. */
import { appendFileSync } from 'node:fs';
import type { HttpProtocol } from './http-protocol.ts';
import type { Initiation, SocketProtocol } from './sockets/socket-protocol.ts';

export interface TruthEntry {
  id: string;
  protocol: HttpProtocol | SocketProtocol;
  /** Null where the protocol does not carry one. */
  model: string | null;
  /** As on the wire; left out or null where it names none. */
  conversation?: string | null;
  streamed: boolean;
  /** Cached input included. */
  inputTokens: number;
  /** Of what was sent, where the answer did not come to its end. */
  outputTokens: number;
  cachedInputTokens: number;
  reasoningTokens: number;
  /** Whether the client was told the figures. */
  usageOnWire: boolean;
  toolCalls: string[];
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Null while it is under way. */
  endedAt: number | null;
  outcome: 'complete' | 'aborted' | 'error' | null;
  chunksSent: number;
  /** When either side broke the connection off; null where it outlived the answer. */
  connectionClosedAt: number | null;
  /** Who started it; left out, the page. */
  initiation?: Initiation;
  /** What binds the model calls of one agent run together, where a run has several. */
  run?: string;
}

export class TruthLedger {
  readonly #entries: TruthEntry[] = [];
  readonly #file: string | undefined;

  /** `file`: gets every exchange as a line of JSON once it is over, for a reader that outlives us. */
  constructor(file?: string) {
    this.#file = file;
  }

  get entries(): readonly TruthEntry[] {
    return this.#entries;
  }

  open(
    entry: Omit<TruthEntry, 'id' | 'endedAt' | 'outcome' | 'chunksSent' | 'connectionClosedAt'>,
  ): TruthEntry {
    const opened: TruthEntry = {
      ...entry,
      id: `demo-${this.#entries.length + 1}`,
      endedAt: null,
      outcome: null,
      chunksSent: 0,
      connectionClosedAt: null,
    };
    this.#entries.push(opened);
    return opened;
  }

  /** The first ending counts: a client that hangs up after the last byte changes nothing. */
  close(entry: TruthEntry, outcome: NonNullable<TruthEntry['outcome']>): void {
    if (entry.endedAt !== null) return;
    entry.endedAt = Date.now();
    entry.outcome = outcome;
  }

  /** Nothing about the exchange changes from here on. */
  settle(entry: TruthEntry, brokenOff: boolean): void {
    if (brokenOff) entry.connectionClosedAt = Date.now();
    this.close(entry, 'aborted');
    // At once and in order: the process may be killed before an asynchronous write.
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
