/**
 * The most likely weights: logistic regression whose groups are capped, around weights set by hand
 * (a Gaussian prior), each keeping the sign it has there: a line never speaks against its meaning.
 */
import type { Weights } from '../../../core/provenance/judge.ts';
import type { EvidenceId } from '../../../core/provenance/verdict.ts';
import type { Example } from './examples.ts';

type Line = keyof Weights['evidence'];

/** How far a weight may be from what was set by hand, in nats, as a standard deviation. */
const PRIOR = 2;
const STEPS = 1_500;
const RATE = 0.02;
/** Decimals kept: more would be made up. */
const TENTHS = 10;

export function fit(examples: readonly Example[], priors: Weights): Weights {
  const { groupCap } = priors;
  const lines = Object.keys(priors.evidence) as Line[];
  const weights = { ...priors.evidence };
  const weightOf = (id: EvidenceId) => weights[id as Line];
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = Object.fromEntries(
      lines.map((line) => [line, (weights[line] - priors.evidence[line]) / PRIOR ** 2]),
    ) as Record<Line, number>;
    for (const { groups, automated, mass } of examples) {
      const sums = groups.map((group) => group.reduce((sum, id) => sum + weightOf(id), 0));
      const nats = sums.reduce((sum, one) => sum + clip(one, groupCap), 0);
      const error = mass * (1 / (1 + Math.exp(-nats)) - Number(automated));
      for (const [index, group] of groups.entries()) {
        const sum = sums[index] ?? 0;
        // A capped group is not pushed any further.
        if (Math.abs(sum) > groupCap && Math.sign(sum) === -Math.sign(error)) continue;
        for (const id of group) slopes[id as Line] += error;
      }
    }
    for (const line of lines) {
      const { least, most } = boundsOf(line, priors);
      weights[line] = Math.min(most, Math.max(least, weights[line] - RATE * slopes[line]));
    }
  }
  for (const line of lines) weights[line] = Math.round(weights[line] * TENTHS) / TENTHS || 0;
  return { ...priors, evidence: weights };
}

function clip(sum: number, cap: number): number {
  return Math.max(-cap, Math.min(cap, sum));
}

/**
 * What comes before any fit. A click or key of one's own is enough to be hands-on: assistive
 * technology often shows nothing else. Key presses that a page makes up do not outweigh it. Apps that
 * complete what is typed ask in the midst of it: that alone decides nothing. Pointers
 * move while people read, too, beside whatever sends meanwhile. And what follows a turn that is not
 * known yet has to wait for it.
 */
const FAIR: Partial<Record<Line, { least?: number; most?: number }>> = {
  'recent-input': { most: -1.4 },
  'untrusted-keys': { most: 2.6 },
  'sent-mid-typing': { most: 1.3 },
  'pointer-travelled': { least: -2 },
  'soon-after-your-turn': { most: -1.5 },
};

/** On the prior's side of zero, within six nats: beyond, it would be certainty. */
function boundsOf(line: Line, { evidence }: Weights): { least: number; most: number } {
  const sign = Math.sign(evidence[line]);
  return { least: sign < 0 ? -6 : 0, most: sign > 0 ? 6 : 0, ...FAIR[line] };
}
