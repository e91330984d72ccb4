/**
 * The browser's own functions, taken before the page's first script could replace them.
 * Everything the hook does on the page's behalf goes through these.
 */
const getter = <Value>(prototype: object, name: string) => {
  const get: unknown = Reflect.get(Object.getOwnPropertyDescriptor(prototype, name) ?? {}, 'get');
  return (self: object): Value => Reflect.apply(get as () => Value, self, []);
};

/** A method as a function of its object. */
const method = <Result>(owner: object, name: string) => {
  const native: unknown = Reflect.get(owner, name);
  return (self: object, ...args: unknown[]): Result =>
    Reflect.apply(native as (...args: unknown[]) => Result, self, args);
};

const promiseThen = method<Promise<never>>(Promise.prototype, 'then');

/** `promise.then`, past anything the page has put in its place. */
export function whenSettled<Value, Result>(
  promise: Promise<Value>,
  fulfilled: (value: Value) => Result,
  rejected?: (reason: unknown) => Result,
): Promise<Result> {
  return promiseThen(promise, fulfilled, rejected);
}

const headers = getter<Headers>(Response.prototype, 'headers');
const getHeader = method<string | null>(Headers.prototype, 'get');
export const contentTypeOf = (response: Response): string =>
  getHeader(headers(response), 'content-type') ?? '';
export const responseStatus = getter<number>(Response.prototype, 'status');
export const responseText = method<Promise<string>>(Response.prototype, 'text');
export const requestUrl = getter<string>(Request.prototype, 'url');
export const requestMethod = getter<string>(Request.prototype, 'method');

const blobSlice = method<Blob>(Blob.prototype, 'slice');
const blobBuffer = method<Promise<ArrayBuffer>>(Blob.prototype, 'arrayBuffer');
/** At most its first `limit` bytes. */
export const blobBytes = (blob: Blob, limit: number): Promise<ArrayBuffer> =>
  blobBuffer(blobSlice(blob, 0, limit));
export const formEntries = method<IterableIterator<[string, FormDataEntryValue]>>(
  FormData.prototype,
  'entries',
);

/** An answer's stream, and the reader we take of it. */
export type AnswerBody = ReadableStream<Uint8Array<ArrayBuffer>>;
export type BodyReader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

export const takeReader = method<BodyReader>(ReadableStream.prototype, 'getReader');
export const cancelStream = method<Promise<void>>(ReadableStream.prototype, 'cancel');
export const cancelReader = method<Promise<void>>(ReadableStreamDefaultReader.prototype, 'cancel');
export const readChunk = method<Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>>(
  ReadableStreamDefaultReader.prototype,
  'read',
);
export const isLocked = getter<boolean>(ReadableStream.prototype, 'locked');

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
export const messageData = getter<unknown>(MessageEvent.prototype, 'data');
export const messageEventId = getter<string>(MessageEvent.prototype, 'lastEventId');

const jsonParse = method<unknown>(JSON, 'parse');
export const parseJson = (text: string): unknown => jsonParse(JSON, text);
const jsonStringify = method<string | undefined>(JSON, 'stringify');
export const stringify = (value: unknown): string => jsonStringify(JSON, value) ?? '';
const encodeText = method<Uint8Array<ArrayBuffer>>(TextEncoder.prototype, 'encode');
const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encodeText(encoder, text);
const performanceNow = method<number>(Performance.prototype, 'now');
export const now = (): number => performanceNow(performance);
