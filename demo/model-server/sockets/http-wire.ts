/** An HTTP answer as a wire, and the small things around it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLOSED, type Wire } from './model-call.ts';

/** Far more than any conversation of the demo's. */
const MAX_BODY = 8_000_000;

/** Opens an event stream; its frames are events, ready to be written. */
export function sseWire(
  response: ServerResponse,
  headers: Record<string, string> = {},
): Wire<string | Uint8Array> {
  const gone = new AbortController();
  response.on('close', () => gone.abort(CLOSED));
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...headers,
  });
  return {
    send: (frame) => void response.write(frame),
    // What was written goes out first.
    cut: () => response.socket?.end(() => response.destroy()),
    gone: gone.signal,
  };
}

export function answerJson(response: ServerResponse, data: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(data));
}

/** @throws where it is no JSON, or too much of it. */
export async function jsonBodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_BODY) throw new Error('The request is too large.');
    parts.push(part as Buffer);
  }
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

/** A route of its own: resolves to false where the request is none of its. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<boolean>;
