/**
 * What the page itself said and heard, as the browser's own tools see it: for finding out why
 * something was counted wrongly. It holds whole texts and tokens of access, so it stays in the
 * output folder; of what becomes a fixture, secrets are removed first.
 */
import { writeFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'puppeteer-core';

interface Exchange {
  transport: string;
  method: string;
  url: string;
  requestBody: string | null;
  status: number | null;
  contentType: string | null;
  chunks: { atMs: number; data: string }[];
}

interface Socket {
  transport: 'websocket';
  url: string;
  frames: { direction: 'in' | 'out'; atMs: number; data: string }[];
}

const KINDS = new Set(['Fetch', 'XHR', 'EventSource', 'Document']);

export async function recordWire(page: Page): Promise<{ save(file: string): Promise<void> }> {
  const session = await page.createCDPSession();
  const exchanges = new Map<string, Exchange>();
  const sockets = new Map<string, Socket>();
  session.on('Network.requestWillBeSent', ({ requestId, request, type = '' }) => {
    if (!KINDS.has(type)) return;
    exchanges.set(requestId, {
      transport: type.toLowerCase(),
      method: request.method,
      url: request.url,
      requestBody: request.postData ?? null,
      status: null,
      contentType: null,
      chunks: [],
    });
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const exchange = exchanges.get(requestId);
    if (exchange === undefined) return;
    exchange.status = response.status;
    exchange.contentType = response.headers['content-type'] ?? response.mimeType;
    void streamed(session, requestId, exchange);
  });
  session.on('Network.dataReceived', ({ requestId, data }) => {
    if (data === undefined) return;
    exchanges.get(requestId)?.chunks.push({ atMs: Date.now(), data: text(data) });
  });
  session.on('Network.webSocketCreated', ({ requestId, url }) => {
    sockets.set(requestId, { transport: 'websocket', url, frames: [] });
  });
  for (const [event, direction] of [
    ['Network.webSocketFrameReceived', 'in'],
    ['Network.webSocketFrameSent', 'out'],
  ] as const) {
    session.on(event, ({ requestId, response }) => {
      const data = response.payloadData;
      sockets.get(requestId)?.frames.push({ direction, atMs: Date.now(), data });
    });
  }
  await session.send('Network.enable');
  return {
    save: (file) =>
      writeFile(file, JSON.stringify([...exchanges.values(), ...sockets.values()], null, 1)),
  };
}

/** Has the browser hand on the body as it comes. */
async function streamed(session: CDPSession, requestId: string, { chunks }: Exchange) {
  try {
    const { bufferedData } = await session.send('Network.streamResourceContent', { requestId });
    if (bufferedData !== '') chunks.unshift({ atMs: Date.now(), data: text(bufferedData) });
  } catch {
    // It has ended already, with nothing left to stream.
  }
}

const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8');
