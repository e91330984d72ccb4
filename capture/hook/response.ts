/**
 * Watches how the page reads the answers we follow. The response itself stays the browser's own;
 * only its `body` is a stream of ours, made when the page first asks for it.
 */
import { type AnswerReader, endingOf, type Exchange, tellBlob, tellBytes } from './exchange.ts';
import {
  type AnswerBody,
  apply,
  Bytes,
  isLocked,
  OwnWeakMap,
  parseJson,
  refuseJson,
  responseText,
  responseUsed,
  takeReader,
  utf8,
  whenSettled,
} from './natives.ts';
import { patchGetter, patchMethod, type Undo } from './patch.ts';
import { type PullThrough, pullThrough } from './pull-through.ts';
import { quietly } from './quietly.ts';
import { callCleanly, withoutOurFrames } from './stack.ts';

interface Followed {
  exchange: Exchange;
  reader: AnswerReader;
  /** The browser's stream and ours in front of it, once the page has asked. */
  body?: { inner: AnswerBody; ours: PullThrough };
}

const followed = new OwnWeakMap<object, Followed>();

export function follow(response: Response, exchange: Exchange): void {
  followed.set(response, { exchange, reader: exchange.reader() });
}

export function watchResponses(): (Undo | null)[] {
  const prototype = Response.prototype;
  return [
    patchGetter(prototype, 'body', (native, self, args) => {
      const inner: AnswerBody | null = apply(native, self, args);
      const response = followed.get(self as object);
      if (response === undefined || inner === null) return inner;
      if (response.body === undefined) {
        // Somebody reads it already by other means; their lock must show.
        if (response.exchange.over || isLocked(inner)) return inner;
        const ours = quietly(() => pullThrough(inner, response.reader));
        if (ours === null) return inner;
        response.body = { inner, ours };
      }
      return response.body.ours.stream;
    }),
    patchMethod(prototype, 'clone', (native, self, args) => {
      const response = followed.get(self as object);
      if (response !== undefined) bodyTaken(response);
      const copy: Response = apply(native, self, args);
      if (response !== undefined) {
        // Cloning gives a response a new stream and locks the old one for good.
        const before = response.body?.ours.stream;
        if (before !== undefined) quietly(() => takeReader(before));
        delete response.body;
        follow(copy, response.exchange);
      }
      return copy;
    }),
    patchMethod(prototype, 'json', (native, self, args) => {
      const response = free(self);
      if (response === null) return callCleanly(native, self, args);
      // Parsing the text ourselves is what the native method does, and spares reading twice.
      return whenSettled(watchWhole(response, responseText(self), tellText), readJson);
    }),
    ...WHOLE.map(([name, tell]) =>
      patchMethod(prototype, name, (native, self, args) => {
        const response = free(self);
        if (response === null) return callCleanly(native, self, args);
        return watchWhole(response, apply(native, self, args), tell);
      }),
    ),
  ];
}

/** What is followed and can still be read whole; of the rest the browser says what is wrong. */
function free(self: unknown): Followed | null {
  const response = followed.get(self as object);
  if (response === undefined) return null;
  return bodyTaken(response) || response.exchange.over || responseUsed(self) ? null : response;
}

/** Whether the page has begun to read our stream; then the browser's own must refuse others. */
function bodyTaken({ body }: Followed): boolean {
  if (body === undefined) return false;
  if (isLocked(body.ours.stream) && !isLocked(body.inner)) body.ours.lock();
  return isLocked(body.inner);
}

/** An answer that is no JSON is refused in the browser's own words. */
function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return refuseJson(text);
  }
}

type Tell = (value: never, reader: AnswerReader) => void;

const tellText = (text: string, reader: AnswerReader): void => {
  tellBytes(utf8(text), reader);
};

/** The methods that read an answer whole, each with a way to tell what it gave the page. */
const WHOLE: readonly (readonly [keyof Response, Tell])[] = [
  ['text', tellText],
  ['bytes', tellBytes],
  ['arrayBuffer', (buffer: ArrayBuffer, reader) => tellBytes(new Bytes(buffer), reader)],
  ['blob', tellBlob],
  // A form says nothing we could use.
  ['formData', (_form, reader) => reader.end('done')],
];

/** The same promise for the page, looked at in passing. */
function watchWhole<Value>(
  { reader }: Followed,
  promise: Promise<Value>,
  tell: (value: Value, reader: AnswerReader) => void,
): Promise<Value> {
  return whenSettled(
    promise,
    (value) => {
      quietly(() => tell(value, reader));
      return value;
    },
    (reason): never => {
      quietly(() => reader.end(endingOf(reason)));
      throw withoutOurFrames(reason);
    },
  );
}
