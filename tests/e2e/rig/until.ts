/** Waits until what is looked for is there. Runs with Vitest and without. */
export interface Patience {
  /** In milliseconds. */
  timeout: number;
  interval: number;
}

type Found<Value> = Exclude<Value, null | undefined | false | 0 | ''>;

export async function until<Value>(
  look: () => Value | Promise<Value>,
  { timeout, interval }: Patience,
): Promise<Found<Value>> {
  const last = performance.now() + timeout;
  for (;;) {
    const found = await look();
    if (found) return found as Found<Value>;
    if (performance.now() > last) throw new Error(`Not there after ${timeout} ms: ${String(look)}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
