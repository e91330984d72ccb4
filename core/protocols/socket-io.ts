/**
 * The packets of socket.io as they stand in engine.io messages, over a WebSocket or by polling:
 * `42["name",…]`, with a namespace or an acknowledgement's number before the list or without. The
 * framing is one digit in front, which no parser makes simpler; binary packets carry no calls.
 * Source: socket.io protocol 5, engine.io protocol 4.
 */
import { parseJson } from './answer-body.ts';
import type { SocketMessage } from './protocol.ts';

export interface SocketIoEvent {
  direction: SocketMessage['direction'];
  name: string;
  args: readonly unknown[];
}

const EVENT = /^42(?:\/[^,]*,)?\d*(\[[^]*)$/;

/** Null for everything that is no event. */
export function socketIoEvent({ direction, data }: SocketMessage): SocketIoEvent | null {
  const list = typeof data === 'string' ? EVENT.exec(data)?.[1] : undefined;
  const parsed = list === undefined ? undefined : parseJson(list);
  if (!Array.isArray(parsed)) return null;
  const [name, ...args]: unknown[] = parsed;
  return typeof name === 'string' ? { direction, name, args } : null;
}
