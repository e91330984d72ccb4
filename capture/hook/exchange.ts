/**
 * One request of the page and its answer, as the hook tells the collector about it. An answer may
 * be read in several places at once (`clone`): whichever is ahead speaks, so every byte is told
 * once.
 */
import type { Ending } from '../frames.ts';
import { MAX_BODY } from '../meeting.ts';
import type { Link } from './link.ts';
import {
  blobBytes,
  Bytes,
  matchOf,
  now,
  slice,
  SyntaxErrorOfPage,
  TypeErrorOfPage,
  whenSettled,
} from './natives.ts';
import { quietly } from './quietly.ts';

const PIECE = 65_536;

export class Exchange {
  readonly #id: number;
  readonly #link: Link;
  #told = 0;
  #readers = 0;
  #over = false;

  constructor(id: number, link: Link) {
    this.#id = id;
    this.#link = link;
  }

  /** Nobody needs to hear more. */
  get over(): boolean {
    return this.#over;
  }

  head(status: number, contentType: string): void {
    if (this.#over) return;
    this.#link.post({
      type: 'head',
      id: this.#id,
      status,
      contentType: slice(contentType, 0, 200),
    });
  }

  reader(): AnswerReader {
    this.#readers += 1;
    let position = 0;
    let gone = false;
    return {
      read: (bytes) =>
        quietly(() => {
          const fresh = position + bytes.length - this.#told;
          position += bytes.length;
          if (fresh > 0) this.#tell(bytes, fresh);
        }),
      readText: (text) => quietly(() => this.#tellText(text)),
      end: (how) =>
        quietly(() => {
          if (gone) return;
          gone = true;
          this.#readers -= 1;
          // One reader giving up means nothing while another still reads.
          if (how !== 'cancelled' || this.#readers === 0) this.end(how);
        }),
    };
  }

  end(how: Ending): void {
    if (this.#over) return;
    this.#over = true;
    this.#link.post({ type: 'end', id: this.#id, at: now(), how });
  }

  /** The collector has no use for it. */
  ignore(): void {
    this.#over = true;
  }

  /** The last `fresh` of these bytes. */
  #tell(bytes: Uint8Array<ArrayBuffer>, fresh: number): void {
    if (!this.#mayTell(fresh)) return;
    // The page owns the chunk; a copy moves. Of a large one pieces, each of which is soon read.
    for (let left = fresh; left > 0; left -= PIECE) {
      const begin = bytes.byteOffset + bytes.length - left;
      const copy = new Bytes(new Bytes(bytes.buffer, begin, left < PIECE ? left : PIECE));
      this.#link.post({ type: 'bytes', id: this.#id, bytes: copy }, [copy.buffer]);
    }
  }

  #tellText(text: string): void {
    if (this.#mayTell(text.length)) this.#link.post({ type: 'text', id: this.#id, text });
  }

  #mayTell(much: number): boolean {
    this.#told += much;
    if (!this.#over && this.#told > MAX_BODY) this.end('too-large');
    return !this.#over;
  }
}

/** One place an answer is read. Telling of it never throws into what the page does. */
export interface AnswerReader {
  read: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Where the browser gives text alone, and all of it here. */
  readText: (text: string) => void;
  end: (how: Ending) => void;
}

/** An answer that came whole. */
export function tellBytes(bytes: Uint8Array<ArrayBuffer>, reader: AnswerReader): void {
  reader.read(bytes);
  reader.end('done');
}

/** The same, of which one byte more than is followed is read: then it is known to be too large. */
export function tellBlob(blob: unknown, reader: AnswerReader): void {
  void whenSettled(
    blobBytes(blob, MAX_BODY + 1),
    (buffer) => tellBytes(new Bytes(buffer), reader),
    () => reader.end('failed'),
  );
}

/**
 * A request the network refused is a TypeError, one that came whole but is no JSON a SyntaxError;
 * whatever else it ends in, the page brought up.
 */
export function endingOf(reason: unknown): Ending {
  if (reason instanceof SyntaxErrorOfPage) return 'done';
  return reason instanceof TypeErrorOfPage ? 'failed' : 'cancelled';
}

const STREAMS = /event-stream|ndjson|json-?l|json-seq|stream\+json/i;

/** Requests without a body are looked at only where their answer is a stream. */
export function mayAnswer(contentType: string): boolean {
  return matchOf(STREAMS, contentType) !== null;
}
