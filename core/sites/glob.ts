/** Paths with `*` for any characters, also slashes. No regular expression, so nothing can hang. */

/** Longer paths match nothing. */
const MAX_PATH = 2_000;

export function globMatches(glob: string, path: string): boolean {
  if (path.length > MAX_PATH) return false;
  const pieces = glob.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return path === glob;
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let from = first.length;
  // Each piece at the earliest place it fits: no later one could make more room.
  for (const piece of pieces.slice(1, -1)) {
    const at = path.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from <= path.length - last.length;
}
