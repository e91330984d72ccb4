/**
 * The browser's own functions, taken before the page's first script could replace them.
 * Everything the hook does goes through these: a page that puts functions of its own in their
 * place hears nothing of us and cannot break us.
 */
export const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } =
  Reflect;

const accessor = (prototype: object, name: string): unknown =>
  Reflect.get(Object.getOwnPropertyDescriptor(prototype, name) ?? {}, 'get');

const getter = <Value>(prototype: object, name: string) => {
  const get = accessor(prototype, name) as () => Value;
  return (self: object): Value => apply(get, self, []);
};

/**
 * A getter that answers undefined for what is not of its kind, whatever window that is from. That
 * costs an error: where there is another way to tell, it goes first.
 */
const getterOfOwn = <Value>(prototype: object, name: string) => {
  const get = getter<Value>(prototype, name);
  return (self: unknown): Value | undefined => {
    try {
      return get(self as object);
    } catch {
      return undefined;
    }
  };
};

/** A method as a function of its object. */
const method = <Result>(owner: object, name: string) => {
  const native = Reflect.get(owner, name) as (...args: unknown[]) => Result;
  return (self: unknown, ...args: unknown[]): Result => apply(native, self, args);
};

/** A collection whose methods are its own. */
const outOfReach = <Base extends abstract new () => object>(base: Base): Base => {
  const own = class extends (base as unknown as new () => object) {};
  Object.defineProperties(own.prototype, Object.getOwnPropertyDescriptors(base.prototype));
  Object.setPrototypeOf(own.prototype, null);
  return own as unknown as Base;
};
export const OwnMap = outOfReach(Map);
export const OwnSet = outOfReach(Set);
export const OwnWeakMap = outOfReach(WeakMap);

export const Bytes = Uint8Array;
export const ErrorOfPage = Error;
export const TypeErrorOfPage = TypeError;
export const SyntaxErrorOfPage = SyntaxError;

const promiseThen = method<Promise<never>>(Promise.prototype, 'then');

/** `promise.then`, past anything the page has put in its place. */
export function whenSettled<Value, Result>(
  promise: Promise<Value>,
  fulfilled: ((value: Value) => Result) | undefined,
  rejected?: (reason: unknown) => Result,
): Promise<Result> {
  return promiseThen(promise, fulfilled, rejected);
}

const headersGet = method<string | null>(Headers.prototype, 'get');
const headers = getter<Headers>(Response.prototype, 'headers');
export const contentTypeOf = (response: Response): string =>
  headersGet(headers(response), 'content-type') ?? '';
export const responseStatus = getter<number>(Response.prototype, 'status');
export const responseUsed = getterOfOwn<boolean>(Response.prototype, 'bodyUsed');
const responseJson = method<Promise<unknown>>(Response.prototype, 'json');
const AnswerOf = Response;
const BlobOf = Blob;
/**
 * What the browser makes of text that is no JSON. Chromium's words depend on whether all of it was
 * there when it was asked; a Blob's text never is.
 */
export const refuseJson = (text: string): Promise<unknown> =>
  responseJson(new AnswerOf(new BlobOf([text])));
export const responseText = method<Promise<string>>(Response.prototype, 'text');
export const requestUrl = getterOfOwn<string>(Request.prototype, 'url');
export const requestMethod = getterOfOwn<string>(Request.prototype, 'method');

export const blobSize = getterOfOwn<number>(Blob.prototype, 'size');
const blobSlice = method<Blob>(Blob.prototype, 'slice');
const blobBuffer = method<Promise<ArrayBuffer>>(Blob.prototype, 'arrayBuffer');
/** At most its first `limit` bytes. */
export const blobBytes = (blob: unknown, limit: number): Promise<ArrayBuffer> =>
  blobBuffer(blobSlice(blob, 0, limit));
export const bufferSize = getterOfOwn<number>(ArrayBuffer.prototype, 'byteLength');
const isView = method<boolean>(ArrayBuffer, 'isView');
export const isBufferView = (value: unknown): value is ArrayBufferView => isView(null, value);

type EachField = (form: unknown, each: (value: unknown, name: string) => void) => void;
/** Throw for what is no form of theirs. */
export const eachFormField: EachField = method(FormData.prototype, 'forEach');
export const eachParameter: EachField = method(URLSearchParams.prototype, 'forEach');

/** An answer's stream, and the reader we take of it. */
export type AnswerBody = ReadableStream<Uint8Array<ArrayBuffer>>;
export type BodyReader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

export const Stream = ReadableStream;
export const takeReader = method<BodyReader>(ReadableStream.prototype, 'getReader');
export const cancelStream = method<Promise<void>>(ReadableStream.prototype, 'cancel');
export const cancelReader = method<Promise<void>>(ReadableStreamDefaultReader.prototype, 'cancel');
export const readChunk = method<Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>>(
  ReadableStreamDefaultReader.prototype,
  'read',
);
export const isLocked = getter<boolean>(ReadableStream.prototype, 'locked');
export const freeByob = method<void>(ReadableStreamBYOBReader.prototype, 'releaseLock');
const byteStreams = ReadableByteStreamController.prototype;
export const byteEnqueue = method<void>(byteStreams, 'enqueue');
export const byteClose = method<void>(byteStreams, 'close');
export const byobRequest = getter<ReadableStreamBYOBRequest | null>(byteStreams, 'byobRequest');
export const byobRespond = method<void>(ReadableStreamBYOBRequest.prototype, 'respond');
export const enqueue = method<void>(ReadableStreamDefaultController.prototype, 'enqueue');
export const close = method<void>(ReadableStreamDefaultController.prototype, 'close');

const listen = method<void>(EventTarget.prototype, 'addEventListener');
const unlisten = method<void>(EventTarget.prototype, 'removeEventListener');

/** Hears an event before anything the page adds later. Returns its undo. */
export function hear<Heard extends Event>(
  target: EventTarget,
  name: string,
  heard: (event: Heard) => void,
): () => void {
  listen(target, name, heard);
  return () => unlisten(target, name, heard);
}

export const xhrState = getter<number>(XMLHttpRequest.prototype, 'readyState');
export const xhrStatus = getter<number>(XMLHttpRequest.prototype, 'status');
export const xhrType = getter<XMLHttpRequestResponseType>(XMLHttpRequest.prototype, 'responseType');
export const xhrText = getter<string>(XMLHttpRequest.prototype, 'responseText');
export const xhrResponse = getter<unknown>(XMLHttpRequest.prototype, 'response');
const xhrHeader = method<string | null>(XMLHttpRequest.prototype, 'getResponseHeader');
export const xhrContentType = (xhr: XMLHttpRequest): string => xhrHeader(xhr, 'content-type') ?? '';

export const sourceState = getter<number>(EventSource.prototype, 'readyState');
export const sourceUrl = getter<string>(EventSource.prototype, 'url');
export const socketUrl = getter<string>(WebSocket.prototype, 'url');
export const eventType = getter<string>(Event.prototype, 'type');
export const messageData = getter<unknown>(MessageEvent.prototype, 'data');
export const messageEventId = getter<string>(MessageEvent.prototype, 'lastEventId');
export const postMessage = method<void>(MessagePort.prototype, 'postMessage');

const parseUrlText = method<URL | null>(URL, 'parse');
const baseUri = getter<string>(Node.prototype, 'baseURI');
/** As the page's own address makes it whole; null where that cannot be. */
export const parseUrl = (address: string): URL | null =>
  parseUrlText(URL, address, baseUri(document));
export const urlHref = getterOfOwn<string>(URL.prototype, 'href');
export const urlOrigin = getter<string>(URL.prototype, 'origin');
export const urlPath = getter<string>(URL.prototype, 'pathname');
export const urlQuery = getter<string>(URL.prototype, 'search');

export const upperCase = method<string>(String.prototype, 'toUpperCase');
export const slice = method<string>(String.prototype, 'slice');
export const split = method<string[]>(String.prototype, 'split');
export const replaceAll = method<string>(String.prototype, 'replaceAll');
export const matchOf = method<RegExpExecArray | null>(RegExp.prototype, 'exec');

const jsonParse = method<unknown>(JSON, 'parse');
export const parseJson = (text: string): unknown => jsonParse(JSON, text);
const jsonStringify = method<string | undefined>(JSON, 'stringify');
export const stringify = (value: unknown): string => jsonStringify(JSON, value) ?? '';
const encodeText = method<Uint8Array<ArrayBuffer>>(TextEncoder.prototype, 'encode');
const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encodeText(encoder, text);
const performanceNow = method<number>(Performance.prototype, 'now');
const clock = performance;
export const now = (): number => performanceNow(clock);
