/**
 * A stream the page reads in place of an answer's own: it pulls a chunk only when the page does,
 * so backpressure and cancel reach the network exactly as they would without it.
 */
import { type AnswerReader, endingOf } from './exchange.ts';
import {
  type AnswerBody,
  type BodyReader,
  byobRequest,
  byobRespond,
  byteClose,
  byteEnqueue,
  cancelReader,
  cancelStream,
  close,
  enqueue,
  freeByob,
  readChunk,
  Stream,
  takeReader,
} from './natives.ts';
import { withoutOurFrames } from './stack.ts';

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

  const bytewise = takesByob(inner);
  const pull = async (controller: unknown): Promise<void> => {
    const held = lock();
    try {
      for (;;) {
        const { done, value } = await readChunk(held);
        if (done) {
          told.end('done');
          (bytewise ? byteClose : close)(controller);
          // A reader that brought its own buffer gets it back only by this.
          const brought = bytewise ? byobRequest(controller as object) : null;
          if (brought !== null) byobRespond(brought, 0);
          return;
        }
        if (value.length > 0) {
          told.read(value);
          (bytewise ? byteEnqueue : enqueue)(controller, value);
          return;
        }
      }
    } catch (reason) {
      told.end(endingOf(reason));
      throw withoutOurFrames(reason);
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    told.end('cancelled');
    return reader === undefined ? cancelStream(inner, reason) : cancelReader(reader, reason);
  };

  const source = bytewise ? ({ type: 'bytes', pull, cancel } as const) : { pull, cancel };
  const stream: AnswerBody = new Stream(source as UnderlyingByteSource, { highWaterMark: 0 });
  return { stream, lock };
}

function takesByob(stream: AnswerBody): boolean {
  try {
    freeByob(takeReader(stream, { mode: 'byob' }));
    return true;
  } catch {
    return false;
  }
}
