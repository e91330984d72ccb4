/** Watches the page's XMLHttpRequests: what they send, and what has come each time some more has. */
import type { Ending } from '../frames.ts';
import { MAX_BODY } from '../meeting.ts';
import { type AnswerReader, type Exchange, mayAnswer } from './exchange.ts';
import type { Open } from './fetch.ts';
import {
  blobBytes,
  hear,
  stringify,
  utf8,
  whenSettled,
  xhrContentType,
  xhrResponse,
  xhrState,
  xhrStatus,
  xhrText,
  xhrType,
} from './natives.ts';
import { patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import { addressOf, asksAtOnce, seeBody, seeRequest } from './request.ts';

interface Call {
  method: string;
  address: string;
  /** Null until the call is known to be worth following. */
  followed: { exchange: Exchange; reader: AnswerReader } | null;
  /** Characters told so far. */
  told: number;
  headTold: boolean;
  how: Ending;
}

export function watchXhr(open: Open, watching: () => boolean, now: () => number): (Undo | null)[] {
  const calls = new WeakMap<object, Call>();
  const follow = (call: Call, exchange: Exchange | null) => {
    call.followed = exchange === null ? null : { exchange, reader: exchange.reader() };
  };

  return [
    patchMethod(XMLHttpRequest.prototype, 'open', (native, self, args) => {
      quietly(() => endEarlier(self as XMLHttpRequest, calls));
      const result: unknown = Reflect.apply(native, self, args);
      quietly(() => {
        const [method, url] = args;
        const address = addressOf(url);
        if (!watching() || address === null || typeof method !== 'string') return;
        calls.set(self as XMLHttpRequest, {
          method: method.toUpperCase(),
          address,
          followed: null,
          told: 0,
          headTold: false,
          how: 'done',
        });
      });
      return result;
    }),
    patchMethod(XMLHttpRequest.prototype, 'send', (native, self, args) => {
      const xhr = self as XMLHttpRequest;
      const call = calls.get(xhr);
      if (call !== undefined && xhrState(xhr) === 1) {
        quietly(() => {
          const request = seeRequest('xhr', call.method, call.address, seeBody(args[0]));
          if (request === null) return;
          const at = now();
          const asks = asksAtOnce(request);
          if (asks) follow(call, open(request));
          if (asks && call.followed === null) return;
          listen(xhr, call, () => {
            if (!asks && mayAnswer(xhrContentType(xhr))) follow(call, open(request, at));
          });
        });
      }
      return Reflect.apply(native, self, args);
    }),
  ];
}

/** An object that is opened again gives up what it held. */
function endEarlier(xhr: XMLHttpRequest, calls: WeakMap<object, Call>): void {
  const call = calls.get(xhr);
  calls.delete(xhr);
  if (call === undefined || call.followed === null) return;
  if (call.how === 'done' && xhrState(xhr) === 4) tellWhole(xhr, call, call.followed.reader);
  else call.followed.reader.end('cancelled');
}

function listen(xhr: XMLHttpRequest, call: Call, decide: () => void): void {
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const undo of stops) undo();
  };
  const on = (name: string, heard: () => void) => {
    stops.push(hear(xhr, name, () => quietly(heard)));
  };
  on('readystatechange', () => {
    const state = xhrState(xhr);
    if (!call.headTold && state >= 2) {
      call.headTold = true;
      if (call.followed === null) decide();
      if (call.followed === null) stop();
      else call.followed.exchange.head(xhrStatus(xhr), xhrContentType(xhr));
    }
    // It came whole. A page that hangs up on the last event would leave nothing to look at later.
    if (state === 4 && xhrStatus(xhr) !== 0 && call.followed !== null) {
      stop();
      tellWhole(xhr, call, call.followed.reader);
    }
  });
  on('progress', () => tellText(xhr, call));
  for (const [name, how] of [
    ['error', 'failed'],
    ['timeout', 'cancelled'],
    ['abort', 'cancelled'],
  ] as const) {
    on(name, () => {
      call.how = how;
    });
  }
  on('loadend', () => {
    stop();
    call.followed?.reader.end(call.how === 'done' ? 'failed' : call.how);
  });
}

/** What has come since the last time, where it is kept as text. */
function tellText(xhr: XMLHttpRequest, call: Call): void {
  if (call.followed === null || call.followed.exchange.over) return;
  const type = xhrType(xhr);
  if (type !== '' && type !== 'text') return;
  const text = xhrText(xhr);
  if (text.length > call.told) call.followed.reader.read(utf8(text.slice(call.told)));
  call.told = text.length;
}

function tellWhole(xhr: XMLHttpRequest, call: Call, reader: AnswerReader): void {
  const response = xhrResponse(xhr);
  if (response instanceof Blob) {
    void whenSettled(
      blobBytes(response, MAX_BODY + 1),
      (buffer) => tellBytes(new Uint8Array(buffer), reader),
      () => reader.end('failed'),
    );
    return;
  }
  if (response instanceof ArrayBuffer) tellBytes(new Uint8Array(response), reader);
  // The browser has parsed it and keeps no text.
  else if (xhrType(xhr) === 'json') tellBytes(utf8(stringify(response)), reader);
  else {
    tellText(xhr, call);
    reader.end('done');
  }
}

function tellBytes(bytes: Uint8Array, reader: AnswerReader): void {
  reader.read(bytes);
  reader.end('done');
}
