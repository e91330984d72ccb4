/**
 * Whether the browser blurs its clock against fingerprinting: every moment it stamps then lies on
 * a grid, and how long a key was held cannot be told.
 */

/** Grids that browsers use, in ms. */
const GRIDS = [10, 50 / 3];
/** How far from a grid's line a moment may lie and still be on it, as a share of its step. */
const ON_LINE = 0.01;

export class ClockGrain {
  #grids = GRIDS;

  /** Learns from a moment, in ms. */
  see(at: number): void {
    if (this.#grids.length === 0) return;
    this.#grids = this.#grids.filter(
      (step) => Math.abs(at / step - Math.round(at / step)) < ON_LINE,
    );
  }

  get coarse(): boolean {
    return this.#grids.length > 0;
  }
}
