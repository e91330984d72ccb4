/** An answer far longer than any model's, as fast as it is taken. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const EVENT = `data: ${JSON.stringify({
  id: 'flood',
  model: 'flood',
  choices: [{ index: 0, delta: { content: 'And so it goes on and on. ' } }],
})}\n\n`;
const PIECE = Buffer.from(EVENT.repeat(Math.floor(65_536 / EVENT.length)));

export async function floodEvents(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: number,
): Promise<void> {
  await text(request);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const gone = once(response, 'close');
  for (let left = bytes; left > 0 && !response.destroyed; left -= PIECE.length) {
    if (!response.write(PIECE)) await Promise.race([once(response, 'drain'), gone]);
  }
  response.end('data: [DONE]\n\n');
}
