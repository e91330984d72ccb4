/**
 * The elements of a JSON array that is still growing, each as soon as it is whole. A document
 * parser would give nothing of an array that was cut.
 */

/** Longest element we are willing to hold, in characters. */
const MAX_ELEMENT = 4_000_000;
/** Between elements, and nowhere inside of them: there JSON is written with bare line feeds. */
const SEPARATOR = ',\r\n';

/** Gives each element that is an object or an array to `take`, or null for a broken one. */
export function arrayElements(take: (element: string | null) => void): (piece: string) => void {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let recent = '';
  let held: string[] = [];
  let length = 0;

  const hold = (piece: string) => {
    if (length <= MAX_ELEMENT) held.push(piece);
    length += piece.length;
  };
  const drop = () => {
    held = [];
    length = 0;
  };
  return (piece) => {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const character = piece.charAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === '"') inString = false;
      } else if (character === '"') inString = true;
      else if (character === '[' || character === '{') {
        if (depth > 1 && recent === SEPARATOR) {
          // The element before never closed.
          take(null);
          drop();
          depth = 1;
        }
        if (depth === 1) from = at;
        depth += 1;
      } else if (character === ']' || character === '}') {
        depth -= 1;
        if (depth === 1) {
          hold(piece.slice(from, at + 1));
          take(length > MAX_ELEMENT ? null : held.join(''));
          drop();
        }
      }
      recent = (recent + character).slice(-SEPARATOR.length);
    }
    if (depth > 1) hold(piece.slice(from));
  };
}
