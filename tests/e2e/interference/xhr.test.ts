/** XMLHttpRequest as the page hears and reads it, and as its server sees it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../rig/launch.ts';
import { openSideBySide, type SideBySide } from '../rig/side-by-side.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let pages: SideBySide;
  beforeAll(async () => {
    pages = await openSideBySide(browser);
  });
  afterAll(() => pages.close());

  it('brings the same events in the same order, whatever happens', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const names = [
        'readystatechange',
        'loadstart',
        'progress',
        'load',
        'error',
        'timeout',
        'abort',
        'loadend',
      ];
      const dead = 'http://127.0.0.1:1/';
      const run = async (go: (xhr: XMLHttpRequest) => void, told = names) => {
        const xhr = new XMLHttpRequest();
        const heard = window.witness.hears(xhr, told, ({ type }) => [
          type === 'progress' ? '' : [xhr.readyState, xhr.status, xhr.statusText, xhr.responseURL],
        ]);
        const over = window.witness.happens(xhr, 'loadend');
        go(xhr);
        await over;
        return [heard, xhr.readyState, xhr.status, xhr.getAllResponseHeaders().includes('x-own')];
      };
      return [
        await run((xhr) => {
          xhr.open('POST', '/echo');
          xhr.send('body');
        }),
        await run((xhr) => {
          xhr.open('get', '/redirect');
          xhr.send();
        }),
        await run((xhr) => {
          xhr.open('POST', '/v1/chat/completions');
          xhr.send(JSON.stringify({ model: 'events', stream: true, messages: [] }));
        }),
        await run((xhr) => {
          xhr.open('POST', '/status/500');
          xhr.send();
        }),
        // Whether its beginning is heard of before its end is the network's affair.
        await run(
          (xhr) => {
            xhr.open('POST', '/cut');
            xhr.send('x');
          },
          ['loadstart', 'load', 'error', 'timeout', 'abort', 'loadend'],
        ),
        await run((xhr) => {
          xhr.open('POST', dead);
          xhr.send('x');
        }),
        await run((xhr) => {
          xhr.open('POST', '/silent');
          xhr.timeout = 80;
          xhr.send('x');
        }),
        await run((xhr) => {
          xhr.open('POST', '/hang');
          xhr.send('x');
          xhr.abort();
        }),
        await run((xhr) => {
          xhr.open('POST', '/hang');
          xhr.addEventListener('progress', () => xhr.abort());
          xhr.send('x');
        }),
        // Hung up at the first sight of an answer.
        await run((xhr) => {
          xhr.open('POST', '/v1/chat/completions');
          xhr.addEventListener('readystatechange', () => {
            if (xhr.readyState === 2) xhr.abort();
          });
          xhr.send(JSON.stringify({ model: 'hung-up', stream: true, messages: [] }));
        }),
      ];
    });
    expect(ours).toEqual(theirs);
  });

  it('can be opened again and again, and aborted in every state', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { caughtAtOnce, happens, hears } = window.witness;
      const xhr = new XMLHttpRequest();
      const heard = hears(xhr, ['readystatechange', 'abort', 'load', 'loadend'], () => [
        xhr.readyState,
        xhr.status,
      ]);
      const states: unknown[] = [];
      const tell = (what: unknown) => states.push([what, xhr.readyState, xhr.responseText.length]);
      xhr.abort();
      tell('unsent');
      xhr.open('POST', '/echo');
      xhr.abort();
      tell('opened');
      xhr.open('POST', '/echo');
      xhr.open('POST', '/hang');
      xhr.send('first');
      states.push(caughtAtOnce(() => xhr.send('twice')));
      states.push(caughtAtOnce(() => xhr.setRequestHeader('x-own', 'late')));
      // Opened again under way: the first one ends without a word.
      xhr.open('POST', '/echo');
      tell('reopened');
      const first = happens(xhr, 'loadend');
      xhr.send('second');
      await first;
      tell('done');
      xhr.abort();
      tell('done and aborted');
      for (const body of ['third', 'fourth']) {
        const next = happens(xhr, 'loadend');
        xhr.open('POST', '/echo');
        xhr.send(body);
        await next;
        states.push(JSON.parse(xhr.responseText));
      }
      return { heard, states };
    });
    expect(ours).toEqual(theirs);
  });

  it('gives every type of answer, whole and under way', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const { caughtAtOnce, happens } = window.witness;
      const types = ['', 'text', 'json', 'arraybuffer', 'blob', 'document', 'nonsense'];
      // Chromium leaves a line out of stacks now and then, with or without us.
      const words = (work: () => unknown) => {
        const { stack: _, ...rest } = caughtAtOnce(work) as { stack?: string };
        return rest;
      };
      const urls = ['/echo', '/status/200', '/v1/chat/completions', '/cut'];
      const results: unknown[] = [];
      for (const url of urls) {
        for (const type of types) {
          const xhr = new XMLHttpRequest();
          xhr.open('POST', url);
          xhr.responseType = type as XMLHttpRequestResponseType;
          const over = happens(xhr, 'loadend');
          const during = new Set<unknown>();
          xhr.onprogress = () => during.add(typeof xhr.response);
          xhr.send(JSON.stringify({ model: 'types', stream: true, messages: [] }));
          await over;
          const response: unknown = xhr.response;
          results.push([
            url,
            type,
            xhr.responseType,
            Object.prototype.toString.call(response),
            response === xhr.response,
            response instanceof ArrayBuffer ? response.byteLength : null,
            response instanceof Blob ? [response.size, response.type] : null,
            typeof response === 'string' ? response : JSON.stringify(response),
            words(() => xhr.responseText),
            words(() => xhr.responseXML),
          ]);
        }
      }
      const typed = new XMLHttpRequest();
      typed.open('POST', '/echo');
      typed.overrideMimeType('text/plain; charset=x-user-defined');
      const over = happens(typed, 'loadend');
      typed.send('ü');
      await over;
      results.push([typed.responseText, caughtAtOnce(() => typed.overrideMimeType('text/html'))]);
      return results;
    });
    expect(ours).toEqual(theirs);
  });

  it('blocks when it is asked to', async () => {
    const { ours, theirs } = await pages.compare(() => {
      const { caughtAtOnce, hears } = window.witness;
      const ask = (url: string, body?: string) => {
        const xhr = new XMLHttpRequest();
        const heard = hears(xhr, ['readystatechange', 'load', 'error', 'loadend'], () => [
          xhr.readyState,
        ]);
        xhr.open('POST', url, false);
        const sent = caughtAtOnce(() => xhr.send(body));
        return [sent, heard, xhr.status, xhr.readyState, xhr.responseText];
      };
      const prompt = JSON.stringify({ model: 'blocking', stream: true, messages: [] });
      return [
        ask('/echo', 'body'),
        ask('/v1/chat/completions', prompt),
        ask('/cut'),
        ask('http://127.0.0.1:1/'),
        caughtAtOnce(() => {
          const xhr = new XMLHttpRequest();
          xhr.open('POST', '/echo', false);
          xhr.responseType = 'json';
        }),
      ];
    });
    expect(ours).toEqual(theirs);
  });

  it('sends bodies of every kind as they are, and no more headers', async () => {
    const { ours, theirs } = await pages.compare(async () => {
      const form = new FormData();
      form.append('prompt', 'words');
      form.append('file', new Blob(['content']), 'name.txt');
      const bodies: unknown[] = [
        null,
        'text',
        new Blob(['blob'], { type: 'text/plain' }),
        new TextEncoder().encode('bytes'),
        new TextEncoder().encode('buffer').buffer,
        new DataView(new ArrayBuffer(6)),
        new URLSearchParams({ prompt: 'words' }),
        form,
        document,
        5,
        { toString: () => 'an object' },
      ];
      const answers: unknown[] = [];
      for (const body of bodies) {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', '/echo');
        const over = window.witness.happens(xhr, 'loadend');
        xhr.send(body as XMLHttpRequestBodyInit);
        await over;
        answers.push(JSON.parse(xhr.responseText));
      }
      return answers;
    });
    expect(ours).toEqual(theirs);
  });

  it('asks other hosts no more often than before, with progress of uploads where it is wanted', async () => {
    const { asked, url } = pages.transports;
    const look = async () => {
      const { happens, hears } = window.witness;
      const other = location.origin.replace(/127\.0\.0\.1|localhost/, '127.0.0.2');
      const ask = async (prepare: (xhr: XMLHttpRequest) => void) => {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', `${other}/echo`);
        prepare(xhr);
        const over = happens(xhr, 'loadend');
        xhr.send('a body');
        await over;
        return xhr.responseText;
      };
      const uploads: string[][] = [];
      return [
        // Simple: no preflight. A listener on the upload would bring one.
        await ask(() => {}),
        await ask((xhr) => {
          xhr.withCredentials = true;
        }),
        await ask((xhr) => xhr.setRequestHeader('x-own', 'yes')),
        await ask((xhr) => {
          const names = ['loadstart', 'progress', 'load', 'loadend'];
          uploads.push(hears(xhr.upload, names, (event) => [event.loaded, event.total]));
        }),
        uploads,
      ];
    };
    const before = asked.length;
    const theirs = await pages.said(pages.unwatched, look);
    const between = asked.length;
    const ours = await pages.said(pages.watched, look);
    expect(ours).toEqual(theirs);
    expect(asked.slice(between)).toEqual(asked.slice(before, between));
    const host = new URL(url).host.replace('127.0.0.1', '127.0.0.2');
    expect(asked.slice(between).filter((line) => line === `OPTIONS ${host}/echo`)).toHaveLength(2);
  });
});
