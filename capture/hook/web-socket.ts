/** Watches WebSockets: what is sent and what comes, until the collector has no use for it. */
import type { Ending } from '../frames.ts';
import { MAX_BODY } from '../meeting.ts';
import type { Link } from './link.ts';
import {
  apply,
  blobBytes,
  blobSize,
  bufferSize,
  Bytes,
  hear,
  isBufferView,
  messageData,
  now,
  OwnWeakMap,
  parseUrl,
  socketUrl,
  urlOrigin,
  urlPath,
  whenSettled,
} from './natives.ts';
import { patchConstructor, patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import { carriesSecrets } from './secrets.ts';

type Direction = 'in' | 'out';

const NOTHING = Promise.resolve();

/** A socket that somebody may have a use for. */
export class WatchedSocket {
  readonly #id: number;
  readonly #link: Link;
  /** Nothing more comes; what came before it is still told. */
  #over = false;
  /** Nobody has a use for it. */
  #ignored = false;
  /** Set while a Blob is being read: what comes after it has to wait. */
  #waiting: Promise<unknown> | null = null;
  stop: () => void = () => {};

  constructor(id: number, link: Link) {
    this.#id = id;
    this.#link = link;
  }

  get over(): boolean {
    return this.#over;
  }

  tell(direction: Direction, data: unknown): void {
    if (this.#over) return;
    const size = isAtHand(data) ? undefined : blobSize(data);
    if (size !== undefined) {
      if (size <= MAX_BODY) this.#tellBlob(direction, data, now());
    } else if (this.#waiting === null) this.#post(direction, data, now());
    else this.#inTurn(direction, data, now());
  }

  end(how: Ending): void {
    if (this.#over) return;
    this.#close();
    const frame = { type: 'end', id: this.#id, at: now(), how } as const;
    if (this.#waiting === null) this.#link.post(frame);
    else this.#queue(() => this.#ignored || this.#link.post(frame));
  }

  ignore(): void {
    this.#ignored = true;
    this.#close();
  }

  #close(): void {
    this.#over = true;
    this.stop();
  }

  #tellBlob(direction: Direction, blob: unknown, at: number): void {
    const reading = blobBytes(blob, MAX_BODY);
    this.#queue(() => whenSettled(reading, (buffer) => this.#post(direction, buffer, at)));
  }

  #inTurn(direction: Direction, data: unknown, at: number): void {
    this.#queue(() => this.#post(direction, data, at));
  }

  #queue(next: () => unknown): void {
    const before = this.#waiting ?? NOTHING;
    const done = () => {
      if (this.#waiting === turn) this.#waiting = null;
    };
    const turn: Promise<unknown> = whenSettled(before, next as () => never, () => null as never);
    this.#waiting = turn;
    void whenSettled(turn, done as () => never, done as () => never);
  }

  #post(direction: Direction, data: unknown, at: number): void {
    if (this.#ignored) return;
    const seen = seeData(data);
    if (seen === null) return;
    const transfer = typeof seen === 'string' ? [] : [seen.buffer];
    this.#link.post({ type: 'message', id: this.#id, at, direction, data: seen }, transfer);
  }
}

const isAtHand = (data: unknown): boolean =>
  typeof data === 'string' || isBufferView(data) || bufferSize(data) !== undefined;

/** A copy the page cannot change, or null for what is too large or not to be told. */
function seeData(data: unknown): string | Uint8Array<ArrayBuffer> | null {
  if (typeof data === 'string') {
    return data.length > MAX_BODY || carriesSecrets(data) ? null : data;
  }
  const bytes = isBufferView(data)
    ? new Bytes(data.buffer, data.byteOffset, data.byteLength)
    : bufferSize(data) === undefined
      ? null
      : new Bytes(data as ArrayBuffer);
  return bytes === null || bytes.length > MAX_BODY ? null : new Bytes(bytes);
}

/** `open` returns null while nothing is watched. */
export function watchWebSockets(open: (url: string) => WatchedSocket | null): (Undo | null)[] {
  const sockets = new OwnWeakMap<object, WatchedSocket>();

  const watch = (socket: WebSocket) => {
    const url = parseUrl(socketUrl(socket));
    const watched = url === null ? null : open(urlOrigin(url) + urlPath(url));
    if (watched === null) return;
    sockets.set(socket, watched);
    const deafen = hear<MessageEvent>(socket, 'message', (event) =>
      quietly(() => watched.tell('in', messageData(event))),
    );
    hear(socket, 'close', () => quietly(() => watched.end('failed')));
    watched.stop = deafen;
  };

  return [
    patchMethod(WebSocket.prototype, 'close', (native, self, args) => {
      const result: unknown = apply(native, self, args);
      quietly(() => sockets.get(self as object)?.end('cancelled'));
      return result;
    }),
    patchConstructor<WebSocket>('WebSocket', (socket) => {
      quietly(() => watch(socket));
    }),
    patchMethod(WebSocket.prototype, 'send', (native, self, args) => {
      const result: unknown = apply(native, self, args);
      quietly(() => sockets.get(self as object)?.tell('out', args[0]));
      return result;
    }),
  ];
}
