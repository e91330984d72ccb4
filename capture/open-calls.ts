/**
 * Calls that more than one exchange or socket speaks of, by the names the wire gives them: a
 * request that is answered over a socket, a stream that is taken up again.
 */
import type { ProtocolName } from '../core/interaction.ts';
import type { Answer, Asked, Calls, SocketProtocol } from '../core/protocols/protocol.ts';
import type { CallBook, OpenCall } from './call-book.ts';
import type { Ending } from './frames.ts';

/** How long a call outlives the connection it came over, for its app to connect again, in ms. */
const GRACE = 5_000;
const MAX_CALLS = 512;

interface Shared {
  call: OpenCall;
  name: string;
  /** What came back to the request; null while it is under way, or where there was none. */
  first: { answer: Answer; httpStatus: number } | null;
  /** The request itself is still being answered. */
  answering: boolean;
  /** Everything else was told. */
  told: boolean;
  /** Further exchanges that carry the rest of it just now. */
  carriers: number;
  /** Counts up whenever somebody goes on with it. */
  touched: number;
}

export interface OpenCallsParts {
  book: CallBook;
  steady: () => number;
  later: (callback: () => void, milliseconds: number) => void;
}

export class OpenCalls {
  readonly #parts: OpenCallsParts;
  readonly #byName = new Map<string, Shared>();
  #sockets = 0;

  constructor(parts: OpenCallsParts) {
    this.#parts = parts;
  }

  /** A request's call that others may speak of under that name. */
  share(call: OpenCall, name: string): void {
    this.#add({ call, name, first: null, answering: true, told: false, carriers: 0, touched: 0 });
  }

  /** The call that waits under that name for what an exchange now begins to carry. */
  carry(protocol: ProtocolName, name: string): OpenCall | null {
    const shared = this.#byName.get(keyOf(protocol, name));
    if (shared === undefined || shared.answering) return null;
    shared.carriers += 1;
    shared.touched += 1;
    return shared.call;
  }

  /**
   * The request was answered. Where the rest comes elsewhere the call waits for it, under the name
   * the answer gives it.
   */
  answered(call: OpenCall, answer: Answer, how: Ending, httpStatus: number): void {
    const shared = this.#find(call) ?? {
      call,
      name: '',
      first: null,
      answering: true,
      told: false,
      carriers: 0,
      touched: 0,
    };
    shared.answering = false;
    shared.first = { answer, httpStatus };
    if (answer.elsewhere === null || shared.told || how !== 'done' || httpStatus >= 400) {
      this.#settle(shared, how);
      return;
    }
    this.#byName.delete(keyOf(call.protocol, shared.name));
    this.#add({ ...shared, name: answer.elsewhere });
  }

  /** A further exchange carried the rest, or as much of it as came. */
  carried(call: OpenCall, rest: Answer, how: Ending): void {
    const shared = this.#find(call);
    if (shared === null) return;
    shared.carriers -= 1;
    // Another one may have taken it up meanwhile; then this was only its beginning.
    if (shared.carriers > 0) return;
    Object.assign(call.rest, rest);
    // Broken off, it may be taken up again.
    if (rest.ending === 'open' && how !== 'done') this.#endSoon([shared], how);
    else this.#settle(shared, how);
  }

  /** A socket's view of the calls of its protocol. */
  forSocket(protocol: SocketProtocol): Calls & { close: (how: Ending) => void } {
    // Weak, because a socket that stays open for days speaks of calls without end.
    const begun = new WeakSet<Shared>();
    this.#sockets += 1;
    const scope = protocol.sharesNames === true ? '' : `${this.#sockets} `;
    const find = (name: string) => this.#byName.get(keyOf(protocol.name, scope + name));
    return {
      begin: (name, asked) => {
        const shared = find(name) ?? this.#beginOnSocket(protocol.name, scope + name, asked);
        begun.add(shared);
        shared.touched += 1;
        return shared.call.rest;
      },
      find: (name) => {
        const shared = find(name);
        if (shared === undefined) return null;
        begun.add(shared);
        shared.touched += 1;
        return shared.call.rest;
      },
      end: (name) => {
        const shared = find(name);
        if (shared === undefined) return;
        shared.told = true;
        begun.delete(shared);
        if (!shared.answering) this.#settle(shared, 'done');
      },
      drop: (name) => {
        const shared = find(name);
        if (shared === undefined) return;
        begun.delete(shared);
        this.#byName.delete(keyOf(protocol.name, scope + name));
        this.#parts.book.drop(shared.call);
      },
      close: (how) => {
        // Where names are the socket's own nobody can go on with them.
        const left = [...this.#byName.values()].filter((shared) => begun.has(shared));
        if (scope === '') this.#endSoon(left, how);
        else for (const shared of left) this.#settle(shared, how);
      },
    };
  }

  /** The page goes away: everything ends here. */
  close(): void {
    for (const shared of this.#byName.values()) this.#settle(shared, 'cancelled');
  }

  #beginOnSocket(protocol: ProtocolName, name: string, asked: Asked): Shared {
    const { book, steady } = this.#parts;
    const call = book.begin(protocol, 'websocket', book.moment(steady()), asked);
    const shared = {
      call,
      name,
      first: null,
      answering: false,
      told: false,
      carriers: 0,
      touched: 0,
    };
    this.#add(shared);
    return shared;
  }

  #add(shared: Shared): void {
    const key = keyOf(shared.call.protocol, shared.name);
    const earlier = this.#byName.get(key);
    if (earlier !== undefined) this.#settle(earlier, 'cancelled');
    this.#byName.set(key, shared);
    for (const oldest of this.#byName.values()) {
      if (this.#byName.size <= MAX_CALLS) return;
      this.#settle(oldest, 'cancelled');
    }
  }

  #find(call: OpenCall): Shared | null {
    for (const shared of this.#byName.values()) if (shared.call === call) return shared;
    return null;
  }

  /** Unless somebody goes on with them. */
  #endSoon(calls: readonly Shared[], how: Ending): void {
    if (calls.length === 0) return;
    const left = calls.map(({ call, touched }) => ({ call, touched }));
    this.#parts.later(() => {
      for (const { call, touched } of left) {
        const shared = this.#find(call);
        if (shared?.carriers === 0 && shared.touched === touched) this.#settle(shared, how);
      }
    }, GRACE);
  }

  #settle(shared: Shared, how: Ending): void {
    const { call, name, first } = shared;
    this.#byName.delete(keyOf(call.protocol, name));
    const { book, steady } = this.#parts;
    book.end(call, first?.answer ?? null, how, steady(), first?.httpStatus ?? null);
  }
}

function keyOf(protocol: ProtocolName, name: string): string {
  return `${protocol} ${name}`;
}
