/** Bedrock's binary frames, made with the codec of Amazon's own clients. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** `data`: to be sent as JSON, or, where it is a string, as it is. */
export function eventFrame(event: string, data: unknown): Uint8Array {
  return frame({ ':message-type': 'event', ':event-type': event }, data);
}

export function exceptionFrame(exception: string, data: unknown): Uint8Array {
  return frame({ ':message-type': 'exception', ':exception-type': exception }, data);
}

function frame(headers: Record<string, string>, data: unknown): Uint8Array {
  const told = { ...headers, ':content-type': 'application/json' };
  return codec.encode({
    headers: Object.fromEntries(
      Object.entries(told).map(([name, value]) => [name, { type: 'string', value }]),
    ),
    body: fromUtf8(typeof data === 'string' ? data : JSON.stringify(data)),
  });
}
