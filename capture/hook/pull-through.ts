/**
 * A stream the page reads in place of an answer's own: it pulls a chunk only when the page does,
 * so backpressure and cancel reach the network exactly as they would without it.
 */
import { type AnswerReader, endingOf } from './exchange.ts';
import {
  type AnswerBody,
  type BodyReader,
  cancelReader,
  cancelStream,
  readChunk,
  takeReader,
} from './natives.ts';

export interface PullThrough {
  /** What the page reads. */
  stream: AnswerBody;
  /** Takes hold of the inner stream, so that the browser refuses it to others. */
  lock: () => void;
}

export function pullThrough(inner: AnswerBody, told: AnswerReader): PullThrough {
  // Taken at the first pull: a body looked at but not read must stay free for `text()`.
  let reader: BodyReader | undefined;
  const lock = () => (reader ??= takeReader(inner));

  const pull = async (
    controller: ReadableStreamController<Uint8Array<ArrayBuffer>>,
  ): Promise<void> => {
    const held = lock();
    try {
      for (;;) {
        const { done, value } = await readChunk(held);
        if (done) {
          told.end('done');
          controller.close();
          // A reader that brought its own buffer gets it back only by this.
          if ('byobRequest' in controller) controller.byobRequest?.respond(0);
          return;
        }
        if (value.byteLength > 0) {
          told.read(value);
          // Byte streams take one kind of controller, others the other; both enqueue bytes.
          (controller as ReadableByteStreamController).enqueue(value);
          return;
        }
      }
    } catch (reason) {
      told.end(endingOf(reason));
      throw reason;
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    told.end('cancelled');
    return reader === undefined ? cancelStream(inner, reason) : cancelReader(reader, reason);
  };

  const stream = takesByob(inner)
    ? new ReadableStream({ type: 'bytes', pull, cancel }, { highWaterMark: 0 })
    : new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  return { stream, lock };
}

function takesByob(stream: AnswerBody): boolean {
  try {
    takeReader(stream, { mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
