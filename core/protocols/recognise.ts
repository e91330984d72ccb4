/** Which protocol a request speaks. */
import { type Asked, type Protocol, UNREAD, type WireRequest } from './protocol.ts';

export interface Recognised {
  protocol: Protocol;
  /** Null where the request could not be read. */
  asked: Asked | null;
}

/**
 * The first of the protocols that knows the request, with what it asks for; null where none does.
 * A body that cannot be read is known by its path alone, and then what it asks for is not.
 */
export function recognise(request: WireRequest, protocols: readonly Protocol[]): Recognised | null {
  for (const protocol of protocols) {
    if (request.body === UNREAD) {
      if (protocol.endpoint?.(request.path) === true) return { protocol, asked: null };
    } else {
      const asked = protocol.read(request);
      if (asked !== null) return { protocol, asked };
    }
  }
  return null;
}
