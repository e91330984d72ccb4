/** As long as the slowest machine may need: what is there sooner is seen sooner. In milliseconds. */
const PATIENCE = 30_000;

type Found<Value> = Exclude<Value, null | undefined | false | 0 | ''>;

/**
 * Waits until what is looked for is there, and resolves to it. Looks again after so many
 * milliseconds. Runs with Vitest and without.
 */
export async function until<Value>(
  look: () => Value | Promise<Value>,
  interval = 10,
): Promise<Found<Value>> {
  const last = performance.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found as Found<Value>;
    if (performance.now() > last) throw new Error(`Not there in ${PATIENCE} ms: ${String(look)}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
