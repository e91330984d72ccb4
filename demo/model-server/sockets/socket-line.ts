/** A WebSocket as an answer's wire: text frames, or the same JSON as binary ones. */
import type { RawData, WebSocket } from 'ws';
import { CLOSED, type Wire } from './model-call.ts';

/** Far more than any message of these protocols. */
export const MAX_FRAME = 1_000_000;

/** `gone` is aborted when the client leaves; `stop` ends one answer and keeps the connection. */
export interface SocketLine extends Wire<string> {
  socket: WebSocket;
  /** A wire for one answer on this connection. */
  answer(): Wire<string> & { stop(): void };
}

export function lineOf(socket: WebSocket, binary = false): SocketLine {
  const closed = new AbortController();
  socket.on('close', () => closed.abort(CLOSED));
  // What the client sent was too large or no WebSocket frame: `close` follows.
  socket.on('error', () => {});
  const line = {
    send: (frame: string) => socket.send(binary ? Buffer.from(frame) : frame, { binary }),
    // No close frame: this is how a connection breaks.
    cut: () => socket.terminate(),
  };
  return {
    ...line,
    socket,
    gone: closed.signal,
    answer() {
      const stopped = new AbortController();
      return {
        ...line,
        gone: AbortSignal.any([closed.signal, stopped.signal]),
        stop: () => stopped.abort('stopped'),
      };
    },
  };
}

/** The message as JSON; undefined where it is none. */
export function jsonOf(data: RawData | string): unknown {
  try {
    return JSON.parse(textOf(data));
  } catch {
    return undefined;
  }
}

export function textOf(data: RawData | string): string {
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as Buffer).toString('utf8');
}
