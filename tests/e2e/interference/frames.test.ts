/** Exchanges of every kind of frame and window: each is recorded once, under the site it is of. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';
import { startTransportServer, type TransportServer } from '../rig/transport-server.ts';
import { until } from '../../until.ts';

/** What the watched page and what is made of it asks, frame by frame. */
const OWN = [
  'top',
  'same',
  'srcdoc',
  'blob',
  'sandboxed',
  'sandboxed-srcdoc',
  'blank',
  'blank-at-once',
  'written',
  'written-at-once',
  'popup',
  'popup-blank-at-once',
  'popup-written',
  'last',
];

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  let other: TransportServer;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
    other = await startTransportServer();
  });
  afterAll(async () => {
    await pages.close();
    await other.close();
  });

  it('records each exchange once, under the site of its frame', async () => {
    await pages.watched.bringToFront();
    await pages.watched.evaluate(
      async ({ own, port, unwatched }) => {
        const script = (model: string) =>
          `<script src="${own}/asks.js" data-server="${own}" data-model="${model}"></script>`;
        const page = (server: string, model: string) =>
          `${server}/asks.html?server=${server}&model=${model}`;
        const told = (model: string) =>
          new Promise<void>((resolve) => {
            addEventListener('message', ({ data }) => {
              if (data === model) resolve();
            });
          });
        const frame = (prepare: (made: HTMLIFrameElement) => void) => {
          const made = document.createElement('iframe');
          prepare(made);
          document.body.append(made);
          return made;
        };
        const asks = async (model: string, prepare: (made: HTMLIFrameElement) => void) => {
          const over = told(model);
          frame(prepare);
          await over;
        };
        const askIn = async (inside: Window | null, model: string) => {
          const response = await inside?.fetch(`${own}/v1/chat/completions`, {
            method: 'POST',
            body: JSON.stringify({ model, stream: true, messages: [] }),
          });
          await response?.text();
        };
        const written = async (model: string, inside: Window | null) => {
          const over = told(model);
          inside?.document.open();
          inside?.document.write(script(model));
          inside?.document.close();
          await over;
        };

        await askIn(window, 'top');
        await asks('same', (made) => (made.src = page(own, 'same')));
        await asks('port', (made) => (made.src = page(port, 'port')));
        await asks('unwatched', (made) => (made.src = page(unwatched, 'unwatched')));
        await asks('srcdoc', (made) => (made.srcdoc = script('srcdoc')));
        await asks('blob', (made) => {
          made.src = URL.createObjectURL(new Blob([script('blob')], { type: 'text/html' }));
        });
        await asks('data', (made) => {
          made.src = `data:text/html,${script('data')}`;
        });
        await asks('sandboxed', (made) => {
          made.sandbox.add('allow-scripts');
          made.src = page(own, 'sandboxed');
        });
        await asks('sandboxed-srcdoc', (made) => {
          made.sandbox.add('allow-scripts');
          made.srcdoc = script('sandboxed-srcdoc');
        });
        const blank = await new Promise<Window | null>((resolve) => {
          frame((made) => made.addEventListener('load', () => resolve(made.contentWindow)));
        });
        await askIn(blank, 'blank');
        await askIn(frame(() => {}).contentWindow, 'blank-at-once');
        await written('written', blank);
        await written('written-at-once', frame(() => {}).contentWindow);

        const popupOver = told('popup');
        open(page(own, 'popup'));
        await popupOver;
        const popup = open('about:blank');
        await askIn(popup, 'popup-blank-at-once');
        await written('popup-written', popup);
        await askIn(window, 'last');
      },
      { own: pages.transports.url, port: other.url, unwatched: pages.transports.unwatchedUrl },
    );
    // Neither browser lets us into `data:` frames: nothing tells there whose they are.
    const expected = OWN.map((model) => `${model} of ${pages.transports.url}`);
    expected.push(`port of ${other.url}`);
    await until(async () => (await pages.demo.kept()) >= expected.length);
    const { interactions } = await pages.demo.rig.exportLedger();
    const found = interactions.map(({ model, site }) => `${model} of ${site}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });
});
