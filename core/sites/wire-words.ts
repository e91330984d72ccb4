/**
 * What of a path or a field's name may be shown: words that programmers chose, never what names a
 * person, a conversation or a thing. What may be such is a star.
 */

/** Longer words are ids, or text. */
const MAX_WORD = 24;
const WORD = /^[\w$-]+$/;
const PATH_WORD = /^[\w.:$-]+$/;
const LONG_NUMBER = /\d{5}/;
/** Eight hexadecimal digits or more, with a figure among them. */
const HEX = /^(?=.*\d)[\da-f-]{8,}$/i;

function looksLikeId(word: string): boolean {
  if (word.length > MAX_WORD || LONG_NUMBER.test(word) || HEX.test(word)) return true;
  const digits = word.replaceAll(/\D/g, '').length;
  return /^\d{3,}$/.test(word) || (word.length >= 10 && digits >= 3 && /[a-z]/i.test(word));
}

/** A field's name as it stands, or a star. */
export function fieldWord(name: string): string {
  return WORD.test(name) && !looksLikeId(name) ? name : '*';
}

const MAX_SEGMENTS = 12;

// A block comment would end at the star and slash of the example.
// `/api/chats/0198c2d4/send?q=1` is shown as `/api/chats/*/send`.
export function pathPattern(path: string): string {
  const [bare = ''] = path.split(/[?#]/, 1);
  const segments = bare.split('/').slice(1);
  const words = segments
    .slice(0, MAX_SEGMENTS)
    .map((word) => (word === '' || (PATH_WORD.test(word) && !looksLikeId(word)) ? word : '*'));
  return `/${[...words, ...(segments.length > MAX_SEGMENTS ? ['*'] : [])].join('/')}`;
}
