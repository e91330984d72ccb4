/** Watches EventSources: their events are told as the bytes they were on the wire. */
import type { AnswerReader, Exchange } from './exchange.ts';
import type { Open } from './fetch.ts';
import {
  apply,
  eventType,
  hear,
  messageData,
  messageEventId,
  OwnSet,
  OwnWeakMap,
  replaceAll,
  sourceState,
  sourceUrl,
} from './natives.ts';
import { patchConstructor, patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import { seeRequest } from './request.ts';

/**
 * Only listened-to names can be heard, and which ones the page listens to cannot be seen without
 * touching every listener there is: these are the names that model streams use.
 */
const NAMES = [
  'message',
  'data',
  'delta',
  'text',
  'token',
  'chunk',
  'update',
  'updates',
  'values',
  'messages',
  'metadata',
  'usage',
  'tool_calls',
  'complete',
  'done',
  'end',
  'stop',
];
const CLOSED = 2;
const MAX_IDS = 10_000;

interface Followed {
  exchange: Exchange;
  reader: AnswerReader;
}

export function watchEventSources(open: Open, watching: () => boolean): (Undo | null)[] {
  const followed = new OwnWeakMap<object, Followed>();

  const watch = (source: EventSource) => {
    const begin = (): Followed | null => {
      const request = seeRequest('eventsource', 'GET', sourceUrl(source), { kind: 'none' });
      const exchange = request === null ? null : open(request);
      if (exchange === null) return null;
      const begun = { exchange, reader: exchange.reader() };
      followed.set(source, begun);
      return begun;
    };
    let now = begin();
    const seen = new OwnSet<string>();
    /** A server that is asked to go on may begin a little earlier. */
    let repeating = false;
    const read = (event: MessageEvent) => {
      const data = messageData(event);
      if (now === null || now.exchange.over || typeof data !== 'string') return;
      const id = messageEventId(event);
      repeating &&= seen.has(id);
      if (repeating) return;
      if (id !== '' && seen.size < MAX_IDS) seen.add(id);
      const lines = replaceAll(data, '\n', '\ndata: ');
      now.reader.readText(`event: ${eventType(event)}\ndata: ${lines}\n\n`);
    };
    const listener = (event: MessageEvent) => quietly(() => read(event));
    for (let index = 0; index < NAMES.length; index += 1) {
      hear(source, NAMES[index] ?? '', listener);
    }
    hear(source, 'open', () =>
      quietly(() => {
        // A reconnect that cannot say where it was asks anew; one that can goes on.
        repeating = seen.size > 0;
        if (now?.exchange.over === true && watching()) now = begin();
        now?.exchange.head(200, 'text/event-stream');
      }),
    );
    hear(source, 'error', () =>
      quietly(() => {
        if (seen.size === 0 || sourceState(source) === CLOSED) now?.exchange.end('failed');
      }),
    );
  };

  return [
    patchConstructor<EventSource>('EventSource', (source) => {
      if (watching()) quietly(() => watch(source));
    }),
    patchMethod(EventSource.prototype, 'close', (native, self, args) => {
      quietly(() => followed.get(self as object)?.exchange.end('cancelled'));
      return apply(native, self, args);
    }),
  ];
}
