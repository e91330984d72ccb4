/** What a bench says: how it is with us and without, and whether that holds the bar. */
export interface Figure {
  name: string;
  unit: string;
  /** Medians of the rounds. */
  ours: number;
  baseline: number;
  ratio: number;
  /** In words; null where there is nothing to hold. */
  bar: string | null;
  holds: boolean;
}

export interface Bar {
  /** What is held: ours over the baseline, or what we add to it. */
  of: 'ratio' | 'difference';
  atLeast?: number;
  atMost?: number;
}

export function figureOf(
  { name, unit, bar }: { name: string; unit: string; bar: Bar | null },
  rounds: { ours: readonly number[]; baseline: readonly number[] },
): Figure {
  const [ours, baseline] = [median(rounds.ours), median(rounds.baseline)];
  const ratio = ours / baseline;
  const held = bar?.of === 'difference' ? ours - baseline : ratio;
  const { atLeast = -Infinity, atMost = Infinity } = bar ?? {};
  return {
    name,
    unit,
    ours: rounded(ours),
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    bar: bar === null ? null : barText(bar),
    holds: held >= atLeast && held <= atMost,
  };
}

function barText({ of, atLeast, atMost }: Bar): string {
  return `${of} ${atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`}`;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
