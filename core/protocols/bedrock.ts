/**
 * Amazon Bedrock: `POST /model/{id}/converse`, `converse-stream`, `invoke` and
 * `invoke-with-response-stream`. Streams are binary frames; the path alone names the model.
 * Source: the types of `@aws-sdk/client-bedrock-runtime`, 3.1164.
 */
import * as z from 'zod/mini';
import { decodeAnswer, parseJson } from './answer-body.ts';
import { askedOfConverse, takeConverse } from './bedrock/converse.ts';
import { askedOfInvoke, takeInvoke } from './bedrock/invoke.ts';
import { type EventFrame, eventFrames } from './event-stream.ts';
import { decodedSegment } from './path-segment.ts';
import { type Answer, type Decoder, emptyAnswer, type Protocol } from './protocol.ts';

const PATH = /\/model\/([^/]+)\/(?:(converse)(?:-stream)?|invoke(?:-with-response-stream)?)$/;

const Chunk = z.object({ bytes: z.string() });

export const bedrock: Protocol = {
  name: 'bedrock',
  endpoint: (path) => PATH.test(path),
  read(request) {
    const [, id, converse] = PATH.exec(request.path) ?? [];
    if (id === undefined) return null;
    // A full resource name also holds the account's number, which is nobody's business.
    const model = decodedSegment(id).replace(/^arn:.*\//, '');
    return converse === undefined
      ? askedOfInvoke(request, model)
      : askedOfConverse(request.body, model);
  },
  decoder() {
    const answer = emptyAnswer();
    let inner: Pick<Decoder, 'feed'> | null = null;
    let document: Decoder | null = null;
    return {
      answer,
      feed(bytes) {
        if (bytes.length === 0) return;
        if (inner === null) {
          // Frames begin with their length, of which no real one fills the first byte.
          if (bytes[0] === 0) inner = { feed: eventFrames((frame) => takeFrame(frame, answer)) };
          else inner = document = wholeAnswer(answer);
        }
        inner.feed(bytes);
      },
      end: () => document?.end() ?? answer,
    };
  },
};

function wholeAnswer(answer: Answer): Decoder {
  return decodeAnswer(
    { event: () => false, document: (data) => takeInvoke(data, answer, 'document') },
    answer,
  );
}

function takeFrame(frame: EventFrame | null, answer: Answer): void {
  if (frame === null) answer.malformed += 1;
  else if (frame.kind !== 'event') answer.ending = 'failed';
  else {
    const data = parseJson(frame.body);
    const used = frame.event === 'chunk' ? takeChunk(data, answer) : takeConverse(data, answer);
    if (!used) answer.malformed += 1;
  }
}

function takeChunk(data: unknown, answer: Answer): boolean {
  const { success, data: chunk } = Chunk.safeParse(data);
  return success && takeInvoke(parseJson(textOfBase64(chunk.bytes)), answer, 'event');
}

function textOfBase64(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
