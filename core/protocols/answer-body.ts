/**
 * Takes an answer's bytes apart: server-sent events, lines of JSON, or one JSON document. Which of
 * them is told by the first characters, because the content type is wrong often enough.
 */
import { createParser } from 'eventsource-parser';
import * as z from 'zod/mini';
import { type Answer, type Decoder, emptyAnswer, finish } from './protocol.ts';

/** Longest single event or line we are willing to hold, in characters. */
const MAX_EVENT = 4_000_000;

/** What a protocol does with the parts. All get parsed JSON; a shape they cannot use is `false`. */
export interface AnswerReader {
  /** One event's data, and the event's name where it has one. */
  event: (data: unknown, answer: Answer, name: string | undefined) => boolean;
  /** A whole answer that was not streamed. */
  document: (data: unknown, answer: Answer) => boolean;
  /** One line of a stream of JSON lines. Left out, JSON is always one document. */
  line?: (data: unknown, answer: Answer) => boolean;
  /** An event whose data is no JSON, where the protocol has such. */
  plain?: (data: string, answer: Answer, name: string | undefined) => boolean;
}

/** `answer`: to be filled; left out, a new one. */
export function decodeAnswer(reader: AnswerReader, answer: Answer = emptyAnswer()): Decoder {
  const text = new TextDecoder();
  let form: 'unknown' | 'events' | 'json' | 'lines' | 'document' = 'unknown';
  /** What is held of a document, or of a line that is not over. */
  let held: string[] = [];
  let heldLength = 0;

  const take = (data: string, use: (data: unknown, answer: Answer) => boolean) => {
    const parsed = parseJson(data);
    if (parsed === undefined || !use(parsed, answer)) answer.malformed += 1;
  };
  const events = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data, event }) => {
      if (data === '[DONE]') {
        finish(answer);
        return;
      }
      const parsed = parseJson(data);
      const used =
        parsed === undefined
          ? reader.plain?.(data, answer, event)
          : reader.event(parsed, answer, event);
      if (used !== true) answer.malformed += 1;
    },
    onError: ({ type }) => {
      // Fields nobody has defined are passed over, as the format says.
      if (type === 'max-buffer-size-exceeded') answer.malformed += 1;
    },
  });

  const feed = (piece: string) => {
    if (form === 'unknown') {
      const first = piece.trimStart()[0];
      if (first === undefined) return;
      if (first !== '{' && first !== '[') form = 'events';
      else form = reader.line === undefined ? 'document' : 'json';
    }
    if (form === 'events') feedEvents(piece);
    else if (form === 'document') held.push(piece);
    else feedJson(piece);
  };
  const feedEvents = (piece: string) => {
    try {
      events.feed(piece);
    } catch {
      // The parser gives up for good after an oversized event; the rest of the stream is lost.
      answer.malformed += 1;
    }
  };
  const feedJson = (piece: string) => {
    for (const [index, part] of piece.split('\n').entries()) {
      if (index > 0) endLine();
      held.push(part);
      heldLength += part.length;
    }
  };
  /** A first line that is JSON by itself makes it a stream of lines; otherwise it is a document. */
  const endLine = () => {
    if (form === 'json') {
      const first = held.join('');
      if (first.trim() !== '') form = parseJson(first) === undefined ? 'document' : 'lines';
    }
    if (form === 'lines') takeLine();
    else held.push('\n');
  };
  const takeLine = () => {
    const line = held.join('');
    if (heldLength > MAX_EVENT) answer.malformed += 1;
    else if (line.trim() !== '') take(line, reader.line ?? reader.document);
    held = [];
    heldLength = 0;
  };

  return {
    answer,
    feed: (bytes) => feed(text.decode(bytes, { stream: true })),
    end: () => {
      feed(text.decode());
      if (form === 'lines') takeLine();
      else if (form === 'json' || form === 'document') take(held.join(''), reader.document);
      return answer;
    },
  };
}

/** Undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parses by schema and hands on what fits; says whether it did. */
export function whenFits<Shape extends z.ZodMiniType>(
  schema: Shape,
  use: (data: z.infer<Shape>, answer: Answer, name?: string) => void,
): (data: unknown, answer: Answer, name?: string) => boolean {
  return (data, answer, name) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) use(parsed.data, answer, name);
    return parsed.success;
  };
}

/** A count as it may stand on the wire; anything else counts as not there. */
export const WireCount = z.catch(z.optional(z.int().check(z.minimum(0))), undefined);

/** Text as it may stand on the wire; anything else counts as none. */
export const WireText = z.catch(z.optional(z.string()), undefined);
