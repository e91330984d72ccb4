import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'puppeteer-core';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Serves addresses outside from what npm installed, so that no run depends on a network: by how
 * the address begins, the folder that stands in for it. All other requests are left alone.
 */
export async function standIn(
  page: Page,
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  const prefixes = Object.keys(folders);
  if (prefixes.length === 0) return;
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const prefix = prefixes.find((each) => request.url.startsWith(each)) ?? '';
    const path = normalize(new URL(request.url).pathname.slice(new URL(prefix).pathname.length));
    const file = join(folders[prefix] ?? '', path);
    const answered = readFile(file).then(
      (body) =>
        session.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: 200,
          responseHeaders: [
            { name: 'content-type', value: TYPES[extname(file)] ?? 'application/octet-stream' },
            { name: 'access-control-allow-origin', value: '*' },
          ],
          body: body.toString('base64'),
        }),
      () => session.send('Fetch.fulfillRequest', { requestId, responseCode: 404 }),
    );
    // The page went away in the meantime.
    answered.catch(() => null);
  });
  const patterns = prefixes.map((prefix) => ({ urlPattern: `${prefix}*` }));
  await session.send('Fetch.enable', { patterns });
}
