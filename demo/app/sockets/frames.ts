/** WebSockets as pages use them: JSON out, JSON in, whether as text, Blob or ArrayBuffer. */
import type { ConverseOptions } from './hearing.ts';

export interface Frame {
  [field: string]: unknown;
}

/** `listen` gets frames in their order; one that is no JSON throws into `failed`. */
export function openSocket(
  path: string,
  listen: (frame: Frame) => void,
  failed: () => void,
  options: Pick<ConverseOptions, 'binaryType'> = {},
): WebSocket {
  const socket = new WebSocket(location.origin.replace('http', 'ws') + path);
  if (options.binaryType !== undefined) socket.binaryType = options.binaryType;
  // A Blob takes its time, and the frames behind it have to wait for it.
  let before = Promise.resolve();
  socket.addEventListener('message', ({ data }: MessageEvent<string | Blob | ArrayBuffer>) => {
    before = before.then(async () => listen(JSON.parse(await textOf(data)) as Frame)).catch(failed);
  });
  socket.addEventListener('close', () => {
    before = before.then(failed);
  });
  return socket;
}

/** Resolves when the socket is open, and rejects where it never will be. */
export function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('close', () => reject(new Error('The socket did not open.')));
  });
}

export function sendJson(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

async function textOf(data: string | Blob | ArrayBuffer): Promise<string> {
  if (typeof data === 'string') return data;
  return data instanceof Blob ? data.text() : new TextDecoder().decode(data);
}
