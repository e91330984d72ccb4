/** The figures a person sees, from roll-ups alone. */
import type { VerdictClass } from './provenance/verdict.ts';
import type { Rollup } from './rollup.ts';

export interface Amount {
  tokens: number;
  interactions: number;
}

export interface SiteFigures extends Amount {
  site: string;
  byClass: Record<VerdictClass, Amount>;
}

export interface Figures {
  total: Amount;
  byClass: Record<VerdictClass, Amount>;
  /** Most tokens first. */
  bySite: SiteFigures[];
  /** How many interactions have estimated tokens. */
  estimated: number;
  /** Share of tokens that is genuine, as an interval; null where there are no tokens. */
  share: Share | null;
}

/** Fractions, 0 to 1: `low` counts unclear tokens as not yours, `high` as yours. */
export interface Share {
  low: number;
  high: number;
}

const nothing = (): Amount => ({ tokens: 0, interactions: 0 });

const nothingByClass = (): Record<VerdictClass, Amount> => ({
  'hands-on': nothing(),
  delegated: nothing(),
  automated: nothing(),
  unclear: nothing(),
});

function add(to: Amount, rollup: Rollup): void {
  to.tokens += rollup.inputTokens + rollup.outputTokens;
  to.interactions += rollup.interactions;
}

export function figuresOf(rollups: Iterable<Rollup>): Figures {
  const total = nothing();
  const byClass = nothingByClass();
  const sites = new Map<string, SiteFigures>();
  let estimated = 0;
  for (const rollup of rollups) {
    const site = sites.get(rollup.site) ?? {
      site: rollup.site,
      ...nothing(),
      byClass: nothingByClass(),
    };
    sites.set(rollup.site, site);
    for (const amount of [total, byClass[rollup.class], site, site.byClass[rollup.class]]) {
      add(amount, rollup);
    }
    estimated += rollup.estimated;
  }
  return {
    total,
    byClass,
    bySite: [...sites.values()].toSorted(
      (a, b) =>
        b.tokens - a.tokens || b.interactions - a.interactions || (a.site < b.site ? -1 : 1),
    ),
    estimated,
    share: shareOf(byClass),
  };
}

function shareOf(byClass: Record<VerdictClass, Amount>): Share | null {
  const genuine = byClass['hands-on'].tokens + byClass.delegated.tokens;
  const total = genuine + byClass.automated.tokens + byClass.unclear.tokens;
  if (total === 0) return null;
  return { low: genuine / total, high: (genuine + byClass.unclear.tokens) / total };
}

/**
 * The interval in whole percent, rounded outwards, so that the true share always lies inside. A
 * share without unclear tokens is one number, and "100 %" or "0 %" only where it is exactly that.
 */
export function sharePercent({ low, high }: Share): { low: number; high: number } {
  if (low !== high) return { low: Math.floor(low * 100), high: Math.ceil(high * 100) };
  const exact = low === 0 || low === 1;
  const percent = exact ? low * 100 : Math.min(99, Math.max(1, Math.round(low * 100)));
  return { low: percent, high: percent };
}
