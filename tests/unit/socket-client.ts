/** A bare WebSocket client that keeps every frame it heard, for tests to wait on. */
import { vi } from 'vitest';
import { WebSocket } from 'ws';

export interface Frame {
  [field: string]: unknown;
}

export interface SocketClient {
  heard: Frame[];
  /** Frames that were no JSON. */
  garbled: string[];
  binary: number;
  closed: boolean;
  send(message: object): void;
  close(): void;
  /** The first frame that fits, once it has come. */
  hear(fits: (frame: Frame) => boolean): Promise<Frame>;
}

export async function dial(url: string): Promise<SocketClient> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  const client: SocketClient = {
    heard: [],
    garbled: [],
    binary: 0,
    closed: false,
    send: (message) => socket.send(JSON.stringify(message)),
    close: () => socket.close(),
    hear: (fits) => vi.waitUntil(() => client.heard.find(fits), { timeout: 5_000 }),
  };
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) client.binary += 1;
    try {
      client.heard.push(JSON.parse(data.toString()) as Frame);
    } catch {
      client.garbled.push(data.toString());
    }
  });
  socket.on('close', () => {
    client.closed = true;
  });
  socket.on('error', () => {});
  await vi.waitUntil(() => socket.readyState >= WebSocket.OPEN);
  return client;
}
