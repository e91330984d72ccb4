/** The socket.io side: what a task says is heard by every tab that is open. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { MAX_FRAME } from '../socket-line.ts';

export const EVENTS_PATH = '/ws/socket.io/';

export interface EventsSocket {
  emit(chatId: string, messageId: string, data: object | string): void;
  /** Breaks every connection off; clients connect again by themselves. */
  drop(): void;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Aborted when the connection with this id is gone. */
  left(sessionId: string): AbortSignal;
  close(): void;
}

export function createEventsSocket(): EventsSocket {
  // socket.io wants a server to listen on; this one never listens and is handed what belongs to it.
  const door = createServer();
  const io = new Server(door, {
    path: EVENTS_PATH,
    serveClient: false,
    maxHttpBufferSize: MAX_FRAME,
  });
  return {
    emit: (chatId, messageId, data) =>
      void io.emit('events', { chat_id: chatId, message_id: messageId, data }),
    drop: () => {
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    request: (request, response) => void door.emit('request', request, response),
    upgrade: (request, socket, head) => void door.emit('upgrade', request, socket, head),
    left(sessionId) {
      const gone = new AbortController();
      io.sockets.sockets.get(sessionId)?.on('disconnect', () => gone.abort());
      return gone.signal;
    },
    close: () => void io.close(),
  };
}
