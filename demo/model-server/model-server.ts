/** The demo's server, on loopback only: models in many protocols, the truth, and the app's files. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Aside } from './aside.ts';
import { serveBigBody } from './big-body.ts';
import { requestBody } from './request-body.ts';
import { routeOf } from './routes.ts';
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
    // Wires that go on elsewhere know their requests from plain ones of the same path.
    if (await sockets.serveSocketHttp(request, response, url)) return;
    const route = routeOf(request.method, url);
    if (route !== undefined) {
      await serveRoute(route, request, url, response);
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
  const serveRoute = async (
    { handler, path }: NonNullable<ReturnType<typeof routeOf>>,
    request: IncomingMessage,
    { searchParams: query }: URL,
    response: ServerResponse,
  ) => {
    const body = await requestBody(request, query);
    const sent = { path, query, headers: request.headers, body };
    const found = typeof handler === 'function' ? handler(sent) : handler;
    if ('protocol' in found) await serveExchange(found, sent, response, truth);
    else sendAside(response, found);
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
  sendAside(response, { status: 200, json: data });
}

function sendAside(response: ServerResponse, { status, json }: Aside): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(json === undefined ? '' : JSON.stringify(json));
}
