/**
 * Looks on while exchanges go by, for “Try it”: which fields they have and what became of them.
 * What stands in the fields is looked at for its shape alone.
 */
import { type AnswerReader, decodeAnswer } from '../protocols/answer-body.ts';
import type { Decoder } from '../protocols/protocol.ts';
import { joinOutlines, outlineOf } from './outline.ts';
import { bareContentType, Sighting } from './sighting.ts';
import { pathPattern } from './wire-words.ts';

interface SeenExchange extends Pick<Sighting, 'id' | 'at' | 'transport' | 'method'> {
  path: string;
  /** The request's body, as far as it could be read. */
  body: unknown;
}

/** Exchanges are named by the numbers they have in their page. */
export interface Witness {
  begin: (number: number, seen: SeenExchange) => void;
  head: (number: number, status: number, contentType: string) => void;
  bytes: (number: number, bytes: Uint8Array) => void;
  end: (number: number, outcome: Sighting['outcome']) => void;
}

const MAX_OPEN = 100;

/** `tell` gets each sighting when it begins and again when it is over, under the same id. */
export function witness(tell: (sighting: Sighting) => void): Witness {
  const open = new Map<number, { sighting: Sighting; outlines: string[]; decoder: Decoder }>();
  const say = (sighting: Sighting) => {
    // A method or a path may be stranger than anything we show.
    const { success, data } = Sighting.safeParse(sighting);
    if (success) tell(data);
  };
  return {
    begin: (number, { path, body, ...seen }) => {
      if (open.size >= MAX_OPEN) return;
      const sighting: Sighting = {
        ...seen,
        path: pathPattern(path),
        status: null,
        contentType: null,
        outcome: { kind: 'under-way' },
        requestOutline: typeof body === 'object' && body !== null ? outlineOf(body) : [],
        answerOutline: [],
      };
      const outlines: string[] = [];
      open.set(number, { sighting, outlines, decoder: decodeAnswer(outliner(outlines)) });
      say(sighting);
    },
    head: (number, status, contentType) => {
      const seen = open.get(number);
      if (seen === undefined) return;
      seen.sighting = { ...seen.sighting, status, contentType: bareContentType(contentType) };
    },
    bytes: (number, bytes) => open.get(number)?.decoder.feed(bytes),
    end: (number, outcome) => {
      const seen = open.get(number);
      if (seen === undefined) return;
      open.delete(number);
      seen.decoder.end();
      say({ ...seen.sighting, outcome, answerOutline: joinOutlines(seen.outlines) });
    },
  };
}

function outliner(outlines: string[]): AnswerReader {
  const take = (data: unknown) => {
    for (const path of outlineOf(data)) if (!outlines.includes(path)) outlines.push(path);
    return true;
  };
  return { event: take, document: take, line: take };
}
