/** Watches the page's XMLHttpRequests: what they send, and what has come each time some more has. */
import { type AnswerReader, type Exchange, mayAnswer, tellBlob, tellBytes } from './exchange.ts';
import type { Open } from './fetch.ts';
import {
  apply,
  Bytes,
  hear,
  now,
  OwnWeakMap,
  slice,
  stringify,
  upperCase,
  xhrContentType,
  xhrResponse,
  xhrState,
  xhrStatus,
  xhrText,
  xhrType,
} from './natives.ts';
import { patchConstructor, patchMethod, type Undo } from './patch.ts';
import { quietly } from './quietly.ts';
import { addressOf, asksAtOnce, seeBody, seeRequest } from './request.ts';

interface Call {
  method: string;
  address: string;
  /** Decides, at the headers, about a call that says nothing by itself. */
  decide: (() => void) | null;
  /** Null until the call is known to be worth following. */
  followed: { exchange: Exchange; reader: AnswerReader } | null;
  /** Characters told so far. */
  told: number;
  headTold: boolean;
}

export function watchXhr(open: Open, watching: () => boolean): (Undo | null)[] {
  const calls = new OwnWeakMap<object, Call>();
  const follow = (call: Call, exchange: Exchange | null) => {
    call.followed = exchange === null ? null : { exchange, reader: exchange.reader() };
  };

  return [
    // From the beginning, so that we hear before the page: one that hangs up on the last event
    // leaves nothing to look at.
    patchConstructor<XMLHttpRequest>('XMLHttpRequest', (xhr) => {
      if (watching()) quietly(() => listen(xhr, () => calls.get(xhr)));
    }),
    patchMethod(XMLHttpRequest.prototype, 'open', (native, self, args) => {
      quietly(() => endEarlier(self as XMLHttpRequest, calls));
      const result: unknown = apply(native, self, args);
      quietly(() => {
        const method = args[0];
        const address = addressOf(args[1]);
        if (!watching() || address === null || typeof method !== 'string') return;
        calls.set(self as XMLHttpRequest, {
          method: upperCase(method),
          address,
          decide: null,
          followed: null,
          told: 0,
          headTold: false,
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
          if (asksAtOnce(request)) follow(call, open(request));
          else {
            call.decide = () => {
              if (mayAnswer(xhrContentType(xhr))) follow(call, open(request, at));
            };
          }
        });
      }
      return apply(native, self, args);
    }),
  ];
}

/** `current`: the call the object makes just now. */
function listen(xhr: XMLHttpRequest, current: () => Call | undefined): void {
  const on = (name: string, heard: (call: Call) => void) => {
    hear(xhr, name, () =>
      quietly(() => {
        const call = current();
        if (call !== undefined) heard(call);
      }),
    );
  };
  on('readystatechange', (call) => {
    if (!call.headTold && xhrState(xhr) >= 2) {
      call.headTold = true;
      call.decide?.();
      call.followed?.exchange.head(xhrStatus(xhr), xhrContentType(xhr));
    }
    tellWhole(xhr, call);
  });
  // The last of these may come when all is there, before anything else says so.
  on('progress', (call) => {
    tellText(xhr, call);
    tellWhole(xhr, call);
  });
  on('error', (call) => call.followed?.reader.end('failed'));
  on('timeout', (call) => call.followed?.reader.end('cancelled'));
  on('abort', (call) => call.followed?.reader.end('cancelled'));
}

/** An object that is opened again gives up what it held. */
function endEarlier(xhr: XMLHttpRequest, calls: WeakMap<object, Call>): void {
  calls.get(xhr)?.followed?.reader.end('cancelled');
  calls.delete(xhr);
}

/** What has come since the last time, where it is kept as text. */
function tellText(xhr: XMLHttpRequest, call: Call): void {
  if (call.followed === null || call.followed.exchange.over) return;
  const type = xhrType(xhr);
  if (type !== '' && type !== 'text') return;
  const text = xhrText(xhr);
  if (text.length > call.told) call.followed.reader.readText(slice(text, call.told));
  call.told = text.length;
}

/** What has come, once it has come whole. */
function tellWhole(xhr: XMLHttpRequest, call: Call): void {
  // A request that failed is over too, but has no status.
  if (call.followed === null || xhrState(xhr) !== 4 || xhrStatus(xhr) === 0) return;
  const { reader, exchange } = call.followed;
  if (exchange.over) return;
  const type = xhrType(xhr);
  if (type === 'blob') {
    tellBlob(xhrResponse(xhr), reader);
    // Told once, however often it is looked at.
    call.followed = null;
  } else if (type === 'arraybuffer') tellBytes(new Bytes(xhrResponse(xhr) as ArrayBuffer), reader);
  // The browser has parsed it and keeps no text.
  else if (type === 'json') {
    reader.readText(stringify(xhrResponse(xhr)));
    reader.end('done');
  } else {
    tellText(xhr, call);
    reader.end('done');
  }
}
