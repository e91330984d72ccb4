/** Everything the server speaks over sockets, and the HTTP routes that belong to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TruthLedger } from '../truth.ts';
import { chatGptWeb } from './chatgpt/chatgpt-web.ts';
import { CHATHUB_PATH, serveChathub } from './copilot/chathub.ts';
import { serveConsumerCopilot } from './copilot/consumer-socket.ts';
import { eventSource } from './event-source.ts';
import type { Route } from './http-wire.ts';
import { libreChat } from './librechat/librechat.ts';
import { editorPush } from './n8n/editor-push.ts';
import { createEventsSocket, EVENTS_PATH } from './open-webui/events-socket.ts';
import { openWebui } from './open-webui/open-webui.ts';
import { Gateway } from './openclaw/gateway.ts';
import { serveGatewaySocket } from './openclaw/gateway-socket.ts';
import { gatewayStarts } from './openclaw/gateway-starts.ts';
import { serveResponsesSocket } from './responses/responses-socket.ts';
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
  const n8n = editorPush(truth);
  const chatGpt = chatGptWeb(truth);
  const accept: Record<string, (socket: WebSocket, url: URL) => void> = {
    '/': (socket, url) => serveGatewaySocket(gateway, socket, url),
    '/openclaw/': (socket, url) => serveGatewaySocket(gateway, socket, url),
    '/v1/responses': (socket, url) => serveResponsesSocket(truth, socket, url),
    '/c/api/chat': (socket, url) => serveConsumerCopilot(truth, socket, url),
    '/rest/push': (socket, url) => n8n.serve(socket, url),
    '/backend-api/ws': (socket) => chatGpt.serve(socket),
    [CHATHUB_PATH]: (socket, url) => serveChathub(truth, socket, url),
  };
  const events = createEventsSocket();
  const routes: Route[] = [
    gatewayStarts(gateway),
    openWebui(truth, events),
    libreChat(truth),
    eventSource(truth),
    n8n.route,
    chatGpt.route,
    (request, response, url) => {
      const ours = url.pathname === EVENTS_PATH;
      if (ours) events.request(request, response);
      return Promise.resolve(ours);
    },
  ];
  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === EVENTS_PATH) {
        events.upgrade(request, socket, head);
        return;
      }
      const { pathname } = url;
      // Whoever is meant stands behind the hub's path.
      const serve = accept[pathname.startsWith(CHATHUB_PATH) ? CHATHUB_PATH : pathname];
      if (serve === undefined) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, url));
    },
    async serveSocketHttp(request, response, url) {
      for (const route of routes) if (await route(request, response, url)) return true;
      return false;
    },
    close() {
      gateway.close();
      events.close();
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
