/** The demo's server, on loopback only: models in three protocols, the truth, and the app's files. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aiSdkUi } from './ai-sdk-ui.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { serveBigBody } from './big-body.ts';
import type { Dialect } from './dialect.ts';
import { openaiChat } from './openai-chat.ts';
import { serveExchange } from './serve-exchange.ts';
import { createSocketServer } from './sockets/socket-server.ts';
import { serveFile } from './static-files.ts';
import { type TruthEntry, TruthLedger } from './truth.ts';

export interface ModelServer {
  /** Without a slash at the end. */
  url: string;
  truth: TruthLedger;
  /** Bytes of `/big/…?name=…` that the network has taken so far. */
  bigBodySent(name: string): number;
  close(): Promise<void>;
}

const ENDPOINTS = new Map<string, Dialect>([
  ['/v1/chat/completions', openaiChat],
  ['/v1/messages', anthropicMessages],
  ['/api/chat', aiSdkUi],
]);

/** `files`: the folder of the built app. `truthFile`: where the truth is to stand as NDJSON too. */
export async function startModelServer(
  files: string,
  port = 0,
  truthFile?: string,
): Promise<ModelServer> {
  const truth = new TruthLedger(truthFile);
  const sockets = createSocketServer(truth);
  const bigBodies = new Map<string, number>();

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const dialect = ENDPOINTS.get(url.pathname);
    if (request.method === 'POST' && dialect !== undefined) {
      await serveExchange(dialect, request, response, truth);
    } else if (await sockets.serveSocketHttp(request, response, url)) {
      // Answered, or under way on a socket.
    } else if (url.pathname === '/truth') {
      sendJson(response, truth.entries);
    } else if (url.pathname === '/big/sent') {
      const name = url.searchParams.get('name') ?? '';
      sendJson(response, { bytes: bigBodies.get(name) ?? 0 });
    } else if (url.pathname.startsWith('/big/')) {
      const name = url.searchParams.get('name') ?? '';
      await serveBigBody(response, Number(url.searchParams.get('bytes')), (bytes) => {
        bigBodies.set(name, (bigBodies.get(name) ?? 0) + bytes);
      });
    } else {
      await serveFile(files, url.pathname, response);
    }
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    truth,
    bigBodySent: (name) => bigBodies.get(name) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.close();
        server.closeAllConnections();
      }),
  };
}

function sendJson(response: ServerResponse, data: readonly TruthEntry[] | { bytes: number }): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(data));
}
