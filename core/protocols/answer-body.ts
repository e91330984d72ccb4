/**
 * Takes an answer's bytes apart: server-sent events, or one JSON document. Which of them is told
 * by the first character, because the content type is wrong often enough.
 */
import { createParser } from 'eventsource-parser';
import * as z from 'zod/mini';
import { type Answer, type Decoder, emptyAnswer } from './protocol.ts';

/** Longest single event we are willing to hold, in characters. */
const MAX_EVENT = 4_000_000;

/** What a protocol does with the parts. Both get parsed JSON; a shape they cannot use is `false`. */
export interface AnswerReader {
  /** One event's data. */
  event: (data: unknown, answer: Answer) => boolean;
  /** A whole answer that was not streamed. */
  document: (data: unknown, answer: Answer) => boolean;
}

export function decodeAnswer(reader: AnswerReader): Decoder {
  const answer = emptyAnswer();
  const text = new TextDecoder();
  let form: 'unknown' | 'events' | 'document' = 'unknown';
  const whole: string[] = [];

  const take = (data: string, use: (data: unknown, answer: Answer) => boolean) => {
    const parsed = parseJson(data);
    if (parsed === undefined || !use(parsed, answer)) answer.malformed += 1;
  };
  const events = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data }) => {
      if (data === '[DONE]') answer.ending = answer.ending === 'open' ? 'finished' : answer.ending;
      else take(data, reader.event);
    },
    onError: () => {
      answer.malformed += 1;
    },
  });

  const feed = (piece: string) => {
    if (form === 'unknown') {
      const first = piece.trimStart()[0];
      if (first === undefined) return;
      form = first === '{' || first === '[' ? 'document' : 'events';
    }
    if (form === 'document') whole.push(piece);
    else feedEvents(piece);
  };
  const feedEvents = (piece: string) => {
    try {
      events.feed(piece);
    } catch {
      // The parser gives up for good after an oversized event; the rest of the stream is lost.
      answer.malformed += 1;
    }
  };

  return {
    feed: (bytes) => feed(text.decode(bytes, { stream: true })),
    end: () => {
      feed(text.decode());
      if (form === 'document') take(whole.join(''), reader.document);
      return answer;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parses by schema and hands on what fits; says whether it did. */
export function whenFits<Shape extends z.ZodMiniType>(
  schema: Shape,
  use: (data: z.infer<Shape>, answer: Answer) => void,
): (data: unknown, answer: Answer) => boolean {
  return (data, answer) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) use(parsed.data, answer);
    return parsed.success;
  };
}

/** A count as it may stand on the wire; anything else counts as not there. */
export const WireCount = z.catch(z.optional(z.int().check(z.minimum(0))), undefined);

/** Text as it may stand on the wire; anything else counts as none. */
export const WireText = z.catch(z.optional(z.string()), undefined);
