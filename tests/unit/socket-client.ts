/** A bare WebSocket client that keeps every frame it heard, for tests to wait on. */
import { WebSocket } from 'ws';
import { until } from '../until.ts';

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
    hear: (fits) => until(() => client.heard.find(fits)),
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
  await until(() => socket.readyState >= WebSocket.OPEN);
  return client;
}
