/**
 * The browser's own functions, taken before the page's first script could replace them.
 * Everything the hook does on the page's behalf goes through these.
 */
const prototypeGetter = <Value>(prototype: object, name: string) => {
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

export const responseStatus = prototypeGetter<number>(Response.prototype, 'status');
export const responseText = method<Promise<string>>(Response.prototype, 'text');
export const requestUrl = prototypeGetter<string>(Request.prototype, 'url');
export const requestMethod = prototypeGetter<string>(Request.prototype, 'method');

/** An answer's stream, and the reader we take of it. */
export type Body = ReadableStream<Uint8Array<ArrayBuffer>>;
export type BodyReader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

export const takeReader = method<BodyReader>(ReadableStream.prototype, 'getReader');
export const cancelStream = method<Promise<void>>(ReadableStream.prototype, 'cancel');
export const cancelReader = method<Promise<void>>(ReadableStreamDefaultReader.prototype, 'cancel');
export const readChunk = method<Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>>(
  ReadableStreamDefaultReader.prototype,
  'read',
);
export const isLocked = prototypeGetter<boolean>(ReadableStream.prototype, 'locked');

const jsonParse = method<unknown>(JSON, 'parse');
export const parseJson = (text: string): unknown => jsonParse(JSON, text);
const performanceNow = method<number>(Performance.prototype, 'now');
export const now = (): number => performanceNow(performance);
