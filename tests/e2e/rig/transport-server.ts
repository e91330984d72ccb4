/**
 * A server that shows what a page may see of its transports: echoes, streams, ends and errors.
 * Prompts are answered by a small model, so that what is recorded can be counted.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { serveBigBody } from '../../../demo/model-server/big-body.ts';
import { floodEvents } from './transport-flood.ts';
import { serveSocket } from './transport-sockets.ts';

export interface TransportServer {
  /** Without a slash at the end. */
  url: string;
  /** The same server by a name that nobody watches. */
  unwatchedUrl: string;
  /** Method, host and path of every request so far. */
  asked: string[];
  close(): Promise<void>;
}

const TRUSTED_TYPES = "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript' };
/** So short that a page that waits for a reconnect does not wait long. */
const RETRY = 20;

export async function startTransportServer(): Promise<TransportServer> {
  const asked: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { host = '' } = request.headers;
    const url = URL.parse(request.url ?? '/', 'http://localhost') ?? new URL('http://localhost');
    asked.push(`${request.method} ${host}${url.pathname}`);
    allowOthers(request, response);
    const [, first = '', second = ''] = url.pathname.split('/');
    const bytes = Number(url.searchParams.get('bytes'));
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (first === 'v1' && bytes > 0) await floodEvents(request, response, bytes);
    else if (first === 'v1') await answerPrompt(request, response);
    else if (first === 'echo') await echo(request, response);
    else if (first === 'status') response.writeHead(Number(second)).end('{"status":');
    else if (first === 'redirect') response.writeHead(302, { location: '/echo' }).end();
    else if (first === 'events') serveEvents(request, response);
    else if (first === 'hang') hang(response);
    else if (first === 'silent') await once(request, 'close');
    else if (first === 'big') await serveBigBody(response, bytes, () => {});
    else if (first === 'cut') cut(response);
    else await servePage(url.pathname, response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const sockets = new WebSocketServer({ server, handleProtocols: (names) => [...names][0] ?? '' });
  sockets.on('connection', serveSocket);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    unwatchedUrl: `http://localhost:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function allowOthers({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined) return;
  response.setHeader('access-control-allow-origin', headers.origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', 'content-type, x-own');
  // A browser that remembers the answer does not ask again.
  response.setHeader('access-control-max-age', '0');
}

/** Three pieces of an answer, in OpenAI's words. */
async function answerPrompt(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { model = 'none' }: { model?: string } = JSON.parse(await text(request));
  const event = (fields: object) =>
    response.write(`data: ${JSON.stringify({ id: model, model, ...fields })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of ['One ', 'two ', 'three.']) {
    event({ choices: [{ index: 0, delta: { content } }] });
  }
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 } });
  response.end('data: [DONE]\n\n');
}

/** What came, with the names of all headers: a watcher that adds one would show. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers } = request;
  const type = headers['content-type'] ?? '';
  // Browsers draw boundaries of forms by lot, and Firefox's are not even of one length.
  const boundary = /boundary=(.*)/.exec(type)?.[1] ?? '';
  const body = (await text(request)).replaceAll(boundary, '');
  response.writeHead(200, { 'content-type': 'application/json', 'x-own': 'yes' });
  response.end(
    JSON.stringify({
      method,
      names: Object.keys(headers).toSorted(),
      type: type.replace(boundary, ''),
      length: body.length,
    }),
  );
}

/** Two events a connection; whoever was told all of them is told to stop. */
function serveEvents({ headers }: IncomingMessage, response: ServerResponse): void {
  const last = Number(headers['last-event-id'] ?? 0);
  if (last >= 4) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: ${RETRY}\n\n`);
  response.write(`id: ${last + 1}\ndata: a\ndata: b\n\n`);
  response.end(`id: ${last + 2}\nevent: token\ndata: c\n\n`);
}

function hang(response: ServerResponse): void {
  // Of an untyped answer Chromium waits for more, to guess.
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('begun');
}

function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000', 'content-type': 'text/event-stream' });
  response.write('half', () => response.destroy());
}

async function servePage(path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' || path === '/strict' ? '/transports.html' : path;
  const file = await readFile(`tests/e2e/pages${name}`).catch(() => null);
  if (file === null) {
    response.writeHead(404).end();
    return;
  }
  if (path === '/strict') response.setHeader('content-security-policy', TRUSTED_TYPES);
  response.writeHead(200, { 'content-type': TYPES[name.split('.')[1] ?? ''] ?? 'text/plain' });
  response.end(file);
}
