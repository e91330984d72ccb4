/**
 * engine.io connections that poll: their requests and answers are the messages of one socket, as
 * far as a page and an address go. Several packets share a body, parted by a separator.
 */
import type { Ending, HookFrame } from './frames.ts';
import { MAX_BODY } from './meeting.ts';
import type { Sockets } from './sockets.ts';

const SEPARATOR = '\u001e';
/** The packet by which either side closes a connection. */
const CLOSE = '1';

type OpenFrame = Extract<HookFrame, { type: 'open' }>;
type LaterFrame = Extract<HookFrame, { type: 'body' | 'head' | 'bytes' | 'end' }>;

interface Answer {
  socket: number;
  text: TextDecoder;
  parts: string[];
  length: number;
}

export class Polling {
  readonly #sockets: Sockets;
  /** By address; below zero, where no id of the hook's is. */
  readonly #ids = new Map<string, number>();
  /** Answers under way: which socket they belong to, and what has come of them. */
  readonly #answers = new Map<number, Answer>();

  #last = 0;

  constructor(sockets: Sockets) {
    this.#sockets = sockets;
  }

  begin({ id, url, method, body }: OpenFrame): void {
    const socket = this.#socket(url);
    if (method === 'GET') {
      this.#answers.set(id, { socket, text: new TextDecoder(), parts: [], length: 0 });
    } else if (body.kind === 'data' && typeof body.data === 'string') {
      this.#take(socket, 'out', body.data);
    }
  }

  has(id: number): boolean {
    return this.#answers.has(id);
  }

  go(frame: LaterFrame): void {
    const answer = this.#answers.get(frame.id);
    if (answer === undefined) return;
    if (frame.type === 'bytes') {
      answer.length += frame.bytes.byteLength;
      if (answer.length > MAX_BODY) this.#answers.delete(frame.id);
      else answer.parts.push(answer.text.decode(frame.bytes, { stream: true }));
    } else if (frame.type === 'head' && frame.status >= 400) {
      this.#close(frame.id, answer, 'failed');
    } else if (frame.type === 'end') {
      if (frame.how === 'done') this.#take(answer.socket, 'in', answer.parts.join(''));
      else this.#close(frame.id, answer, frame.how);
      this.#answers.delete(frame.id);
    }
  }

  #socket(url: string): number {
    const known = this.#ids.get(url);
    if (known !== undefined) return known;
    this.#last -= 1;
    const id = this.#last;
    this.#ids.set(url, id);
    this.#sockets.begin(id, url);
    return id;
  }

  #take(id: number, direction: 'in' | 'out', payload: string): void {
    for (const data of payload.split(SEPARATOR)) {
      if (data === CLOSE) this.#end(id, direction === 'out' ? 'cancelled' : 'failed');
      else this.#sockets.message({ id, direction, data });
    }
  }

  #close(exchange: number, { socket }: Answer, how: Ending): void {
    this.#answers.delete(exchange);
    this.#end(socket, how);
  }

  /** The next request to that address is a new connection's. */
  #end(id: number, how: Ending): void {
    for (const [url, known] of this.#ids) if (known === id) this.#ids.delete(url);
    this.#sockets.end(id, how);
  }
}
