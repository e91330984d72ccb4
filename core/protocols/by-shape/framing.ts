/** Tells plain text from the framings `decodeAnswer` knows, by how an answer begins. */
import { type AnswerReader, decodeAnswer, parseJson } from '../answer-body.ts';
import { type Answer, type Decoder, emptyAnswer } from '../protocol.ts';

/** As long as the longest beginning that decides. */
const DECIDES = 6;
const FRAMED = /^(?:[[{:]|(?:data|event|id|retry):)/;
const MARKUP = /^</;

/** `plain` gets the whole of an answer that is neither framed nor markup. */
export function decodeLoosely(
  reader: AnswerReader,
  plain: (text: string, answer: Answer) => void,
): Decoder {
  const answer = emptyAnswer();
  const framed = decodeAnswer(reader, answer);
  const text = new TextDecoder();
  let form: 'unknown' | 'framed' | 'plain' = 'unknown';
  let waiting: Uint8Array[] = [];
  let beginning = '';
  const held: string[] = [];

  const decide = () => {
    form = FRAMED.test(beginning) ? 'framed' : 'plain';
    if (form === 'framed') for (const bytes of waiting) framed.feed(bytes);
    else held.push(beginning);
    waiting = [];
  };

  return {
    answer,
    feed: (bytes) => {
      if (form === 'framed') {
        framed.feed(bytes);
        return;
      }
      const piece = text.decode(bytes, { stream: true });
      if (form === 'plain') {
        held.push(piece);
        return;
      }
      beginning = (beginning + piece).trimStart();
      waiting.push(bytes);
      if (beginning.length >= DECIDES) decide();
    },
    end: () => {
      if (form === 'unknown') decide();
      if (form === 'framed') return framed.end();
      const whole = [...held, text.decode()].join('').trim();
      const said = whole.startsWith('"') ? parseJson(whole) : whole;
      if (typeof said === 'string' && said !== '' && !MARKUP.test(said)) plain(said, answer);
      return answer;
    },
  };
}
