/** Bodies far larger than any client's buffers, to measure backpressure with. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const PIECE = Buffer.alloc(65_536, 'a');

/** Writes `bytes` bytes, never faster than they are taken, and tells each one handed over. */
export async function serveBigBody(
  response: ServerResponse,
  bytes: number,
  sent: (bytes: number) => void,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  const gone = once(response, 'close');
  for (let left = bytes; left > 0 && !response.destroyed; left -= PIECE.length) {
    const piece = PIECE.subarray(0, Math.min(left, PIECE.length));
    sent(piece.length);
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), gone]);
  }
  response.end();
}
