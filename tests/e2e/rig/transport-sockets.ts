/** The sockets of the transport server: their path says what they do. */
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';

const PIECE = Buffer.alloc(65_536, 'a');

export function serveSocket(socket: WebSocket, request: IncomingMessage): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  // Whoever hangs up in the midst of something is no failure of ours.
  socket.on('error', () => {});
  if (pathname === '/socket/close') socket.close(Number(searchParams.get('code')), 'enough');
  else if (pathname === '/socket/drop') {
    // Dropped at once, it depends on the network whether the page ever hears that it was open.
    socket.once('message', () => socket.terminate());
  } else if (pathname === '/socket/flood') flood(socket, Number(searchParams.get('bytes')));
  else {
    socket.on('message', (data: RawData, isBinary) => socket.send(data, { binary: isBinary }));
  }
}

/** Never holds more than the connection takes. */
function flood(socket: WebSocket, left: number): void {
  if (left <= 0) {
    socket.close(1000);
    return;
  }
  const piece = PIECE.subarray(0, Math.min(left, PIECE.length));
  socket.send(piece, { binary: true }, (error) => {
    if (!error) flood(socket, left - piece.length);
  });
}
