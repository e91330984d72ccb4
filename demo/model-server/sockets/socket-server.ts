/** Everything the server speaks over sockets, and the HTTP routes that belong to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TruthLedger } from '../truth.ts';
import { socketBehaviour } from './behaviour-of-socket.ts';
import { Gateway } from './openclaw/gateway.ts';
import { serveGatewaySocket } from './openclaw/gateway-socket.ts';
import { START_KINDS } from './openclaw/starts.ts';
import { MAX_FRAME } from './socket-line.ts';

export interface SocketServer {
  /** For the server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves to true where the request was one of these, and is answered. */
  serveSocketHttp(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
  close(): void;
}

export function createSocketServer(truth: TruthLedger): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
  const gateway = new Gateway(truth);
  const accept: Record<string, (socket: WebSocket, url: URL) => void> = {
    '/': (socket, url) => serveGatewaySocket(gateway, socket, url),
    '/openclaw/': (socket, url) => serveGatewaySocket(gateway, socket, url),
  };
  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const serve = accept[url.pathname];
      if (serve === undefined) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, url));
    },
    async serveSocketHttp(request, response, url) {
      if (request.method !== 'POST' || url.pathname !== '/openclaw/start') return false;
      const kind = START_KINDS.find((known) => known === url.searchParams.get('kind'));
      if (kind === undefined) throw new Error(`kind is one of ${START_KINDS.join(', ')}`);
      const behaviour = socketBehaviour(url.searchParams.get('demo'));
      const { prompt, model } = Object.fromEntries(url.searchParams);
      const started = gateway.start(
        kind,
        prompt ?? 'Look after it.',
        model ?? 'northwind-claw',
        behaviour,
      );
      // Its end is told on the sockets; the request has only started it.
      void started;
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end('{}');
      return true;
    },
    close() {
      gateway.close();
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
