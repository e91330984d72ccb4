/** Chance that is the same every time, from a seed. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export class Chance {
  readonly #source;

  constructor(seed: number) {
    this.#source = xoroshiro128plus(seed);
  }

  /** From 0 to 1, 1 left out. */
  share(): number {
    return uniformFloat64(this.#source);
  }

  /** Box and Müller's. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.share())) * Math.cos(2 * Math.PI * this.share());
  }

  /** By its median, and the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.share();
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.share() * values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  }
}
