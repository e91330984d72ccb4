/** EventSource as the page hears it, across its reconnects. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
  });
  afterAll(() => pages.close());

  it('brings the same events, connects again as often, and ends alike', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { hears } = window.witness;
      const run = (url: string, closeAfter = Infinity) =>
        new Promise((resolve) => {
          const source = new EventSource(url, { withCredentials: true });
          const heard = hears(source, ['open', 'message', 'token', 'error'], (event) => [
            source.readyState,
            event.data,
            event.lastEventId,
            event.origin,
          ]);
          const end = () => resolve([heard, source.readyState, source.url, source.withCredentials]);
          let messages = 0;
          source.addEventListener('message', () => {
            messages += 1;
            if (messages < closeAfter) return;
            source.close();
            end();
          });
          // Told to stop, a source is closed for good.
          source.addEventListener('error', () => {
            if (source.readyState === EventSource.CLOSED) end();
          });
        });
      return [
        await run('/events'),
        await run('/events', 1),
        await run('/status/404'),
        await run('/echo'),
        await run('/redirect'),
      ];
    });
    expect(ours).toEqual(theirs);
    expect(pages.transports.asked.filter((line) => line.endsWith('/events'))).toHaveLength(8);
  });
});
