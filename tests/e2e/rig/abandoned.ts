/** How much the server still sends when a page reads no further. */
import type { Page } from 'puppeteer-core';
import type { ModelServer } from '../../../demo/model-server/model-server.ts';
import { until } from '../../until.ts';

/** Chunks of 5 ms each, sent before the page's cancel arrived. `model`: a name of its own. */
export async function chunksUntilCancelled(
  page: Page,
  server: ModelServer,
  model: string,
): Promise<number> {
  await page.evaluate(async (name) => {
    const response = await fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { 'x-demo': JSON.stringify({ pieces: 5000, pace: 5 }) },
      body: JSON.stringify({ model: name, stream: true, messages: [] }),
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel();
  }, model);
  const served = () => server.truth.entries.find((entry) => entry.model === model);
  await until(() => served()?.endedAt != null);
  return served()?.chunksSent ?? Infinity;
}

/** Bytes the network takes of a body that nobody reads. `name`: one of its own. */
export async function bytesTakenUnread(
  page: Page,
  server: ModelServer,
  name: string,
  bytes: number,
): Promise<number> {
  // A page in front is given more room than one behind it.
  await page.bringToFront();
  await page.evaluate(
    async ({ size, label }) => {
      const response = await fetch(`/big/v1/chat/completions?name=${label}&bytes=${size}`, {
        method: 'POST',
        body: JSON.stringify({ model: label, stream: true, messages: [] }),
      });
      Object.assign(window, { held: response.body });
    },
    { size: bytes, label: name },
  );
  // Full buffers: nothing more was taken for a while.
  let last = -1;
  await until(() => {
    const sent = server.bigBodySent(name);
    const full = sent === last && sent > 0;
    last = sent;
    return full;
  }, 700);
  await page.evaluate(() => (window as unknown as { held: ReadableStream }).held.cancel());
  return last;
}
