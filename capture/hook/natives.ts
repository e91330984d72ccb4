/**
 * The browser's own functions, taken before the page's first script could replace them.
 * Everything the hook does on the page's behalf goes through these.
 */
const prototypeGetter = <Value>(prototype: object, name: string) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (self: object): Value => Reflect.apply(get as () => Value, self, []);
};

const { then: promiseThen } = Promise.prototype;

/** `promise.then`, past anything the page has put in its place. */
export function then<Value, Result>(
  promise: Promise<Value>,
  fulfilled: (value: Value) => Result,
  rejected?: (reason: unknown) => Result,
): Promise<Result> {
  return Reflect.apply(promiseThen, promise, [fulfilled, rejected]);
}

export const responseStatus = prototypeGetter<number>(Response.prototype, 'status');
export const responseText = Response.prototype.text;
export const requestUrl = prototypeGetter<string>(Request.prototype, 'url');
export const requestMethod = prototypeGetter<string>(Request.prototype, 'method');
export const parseJson = JSON.parse;
const { now: performanceNow } = performance;
export const now = (): number => Reflect.apply(performanceNow, performance, []);
