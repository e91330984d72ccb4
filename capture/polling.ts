/**
 * engine.io connections that poll: their requests and answers are the messages of one socket, as
 * far as a page and an address go. Several packets share a body, parted by a separator.
 */
import type { HookFrame } from './frames.ts';
import { MAX_BODY } from './meeting.ts';
import type { Sockets } from './sockets.ts';

const SEPARATOR = '\u001e';

type OpenFrame = Extract<HookFrame, { type: 'open' }>;
type LaterFrame = Extract<HookFrame, { type: 'body' | 'head' | 'bytes' | 'end' }>;

export class Polling {
  readonly #sockets: Sockets;
  /** By address; below zero, where no id of the hook's is. */
  readonly #ids = new Map<string, number>();
  /** Answers under way: which socket they belong to, and what has come of them. */
  readonly #answers = new Map<
    number,
    { socket: number; text: TextDecoder; parts: string[]; length: number }
  >();

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
    } else if (frame.type === 'end') {
      this.#answers.delete(frame.id);
      if (frame.how === 'done') this.#take(answer.socket, 'in', answer.parts.join(''));
    }
  }

  #socket(url: string): number {
    const known = this.#ids.get(url);
    if (known !== undefined) return known;
    const id = -1 - this.#ids.size;
    this.#ids.set(url, id);
    this.#sockets.begin(id, url);
    return id;
  }

  #take(id: number, direction: 'in' | 'out', payload: string): void {
    for (const data of payload.split(SEPARATOR)) this.#sockets.message({ id, direction, data });
  }
}
