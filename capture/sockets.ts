/** WebSockets, and engine.io connections that poll: which of them carry calls of a model. */
import { packForMessage, type PackName } from '../core/protocols/pack.ts';
import type { SocketAddress, SocketMessage, SocketReader } from '../core/protocols/protocol.ts';
import type { CollectorFrame, Ending, HookFrame } from './frames.ts';
import type { OpenCalls } from './open-calls.ts';
import type { Shelf } from './shelf.ts';

const MAX_OPEN = 64;
/** Messages of a socket looked at before it is let go, and characters of them held meanwhile. */
const FIRST_MESSAGES = 24;
const MAX_HELD = 2_000_000;

type MessageFrame = Extract<HookFrame, { type: 'message' }>;

interface Socket {
  address: SocketAddress;
  /** Null while it is not known what it speaks; then its messages are held. */
  speaks: { reader: SocketReader; close: (how: Ending) => void } | null;
  held: SocketMessage[];
  heldLength: number;
  loading: boolean;
  /** How it ended while a pack was loading; what is held is still read. */
  ended: Ending | null;
}

export interface SocketsParts {
  shelf: Shelf;
  calls: OpenCalls;
  tell: (frame: CollectorFrame) => void;
}

export class Sockets {
  readonly #parts: SocketsParts;
  readonly #open = new Map<number, Socket>();

  constructor(parts: SocketsParts) {
    this.#parts = parts;
  }

  begin(id: number, url: string): void {
    if (this.#open.has(id) || this.#open.size >= MAX_OPEN) {
      this.#ignore(id);
      return;
    }
    const { host, pathname } = URL.parse(url) ?? { host: '', pathname: '' };
    this.#open.set(id, {
      address: { host, path: pathname },
      speaks: null,
      held: [],
      heldLength: 0,
      loading: false,
      ended: null,
    });
  }

  has(id: number): boolean {
    return this.#open.has(id);
  }

  message({ id, direction, data }: Pick<MessageFrame, 'id' | 'direction' | 'data'>): void {
    const socket = this.#open.get(id);
    if (socket === undefined) return;
    if (socket.speaks !== null) {
      socket.speaks.reader.take({ direction, data });
      return;
    }
    socket.held.push({ direction, data });
    socket.heldLength += data.length;
    if (socket.heldLength > MAX_HELD) this.#ignore(id);
    else if (!socket.loading) this.#decide(id, socket, data);
  }

  end(id: number, how: Ending): void {
    const socket = this.#open.get(id);
    if (socket?.loading === true) {
      socket.ended = how;
      return;
    }
    this.#open.delete(id);
    socket?.speaks?.close(how);
  }

  #decide(id: number, socket: Socket, latest: SocketMessage['data']): void {
    const { shelf } = this.#parts;
    for (const protocol of shelf.sockets) {
      if (!socket.held.some((message) => protocol.recognises(socket.address, message))) continue;
      const calls = this.#parts.calls.forSocket(protocol);
      const reader = protocol.reader(calls);
      socket.speaks = { reader, close: calls.close };
      for (const message of socket.held.splice(0)) reader.take(message);
      return;
    }
    const pack = packForMessage(latest);
    if (pack !== null && !shelf.has(pack)) {
      socket.loading = true;
      void this.#load(pack, id, socket, latest);
    } else if (socket.held.length >= FIRST_MESSAGES) {
      this.#ignore(id);
    }
  }

  async #load(
    pack: PackName,
    id: number,
    socket: Socket,
    latest: SocketMessage['data'],
  ): Promise<void> {
    const here = await this.#parts.shelf.load(pack);
    socket.loading = false;
    if (!this.#open.has(id)) return;
    if (here) this.#decide(id, socket, latest);
    else this.#ignore(id);
    if (socket.ended !== null) this.end(id, socket.ended);
  }

  #ignore(id: number): void {
    this.#open.delete(id);
    this.#parts.tell({ type: 'ignore', id });
  }
}
