/**
 * Runs what only we need. Whatever goes wrong in it is our trouble and never the page's.
 * Resolves to null where it went wrong.
 */
export function quietly<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}
