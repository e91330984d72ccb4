/** What sockets carry as JSON, in text frames or in binary ones. */
import { parseJson } from './answer-body.ts';
import type { SocketMessage } from './protocol.ts';

/** Undefined where it is none. */
export function socketJson({ data }: Pick<SocketMessage, 'data'>): unknown {
  return parseJson(typeof data === 'string' ? data : new TextDecoder().decode(data));
}
