/** What a count says of the share behind it. */

/** Two-sided 95 %. */
const Z = 1.959964;
const STEPS = 60;

/** Wilson's interval of 95 %. Source: Wilson, 1927. */
export function wilson(found: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = found / of;
  const middle = share + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return {
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}

/**
 * The largest share that is not refuted at 95 % by so few, one-sided and exact: with none of 300 it
 * is 1 %. Source: Clopper and Pearson, 1934.
 */
export function upperBound(found: number, of: number): number {
  if (found >= of) return 1;
  let [low, high] = [found / of, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(found, of, middle) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/** Of a binomial. */
function chanceOfAtMost(found: number, of: number, share: number): number {
  let term = (1 - share) ** of;
  let sum = term;
  for (let count = 1; count <= found; count += 1) {
    term *= ((of - count + 1) / count) * (share / (1 - share));
    sum += term;
  }
  return sum;
}
