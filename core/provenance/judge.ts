/**
 * From facts to a verdict: what is found is weighed and added up; where the sum does not decide,
 * the verdict is `unclear`.
 */
import type { Context } from './context.ts';
import { type Facts, findingsOf, signsOf } from './findings.ts';
import type { Signals } from './signals.ts';
import type { Evidence, EvidenceId, Verdict, VerdictClass } from './verdict.ts';
import trained from './weights.json' with { type: 'json' };

/** Weights in nats, positive for a program, negative for a person. */
export interface Weights {
  version: string;
  /** No group counts for more, either way. */
  groupCap: number;
  /** Between these probabilities the verdict is `unclear`. */
  abstain: { above: number; below: number };
  evidence: Record<Exclude<EvidenceId, 'your-corrections'>, number>;
}

/** `weights`: others than the trained ones answer "what if". */
export function judge(facts: Facts, weights: Weights = trained): Verdict {
  const findings = findingsOf(facts);
  const weigh = (ids: readonly EvidenceId[]) => weighed(ids, weights);
  switch (findings.kind) {
    case 'descent': {
      const step = findings.from === null ? null : STEPS[findings.from];
      const evidence = weigh(step === null ? [] : [step.evidence]);
      const verdict = verdictOf(evidence, addUp([evidence], weights), weights);
      return { ...verdict, class: step?.class ?? 'unclear' };
    }
    case 'hard': {
      const evidence = weigh([findings.id]);
      return verdictOf(evidence, total(evidence), weights);
    }
    case 'signs': {
      const groups = findings.groups.map(weigh);
      const sum = addUp(groups, weights);
      const { leaning } = facts;
      if (leaning === null) return verdictOf(groups.flat(), sum, weights);
      const { offset, corrections } = leaning;
      const learned: Evidence = { id: 'your-corrections', weight: offset, count: corrections };
      return verdictOf([...groups.flat(), learned], sum + offset, weights);
    }
  }
}

/** The sum of what an interaction's own signs say, in nats. */
export function natsOf(signals: Signals, context: Context, weights: Weights = trained): number {
  const groups = signsOf(signals, context).map((ids) => weighed(ids, weights));
  return addUp(groups, weights);
}

const STEPS: Record<VerdictClass, { class: VerdictClass; evidence: EvidenceId }> = {
  'hands-on': { class: 'delegated', evidence: 'descends-from-your-turn' },
  delegated: { class: 'delegated', evidence: 'descends-from-your-turn' },
  automated: { class: 'automated', evidence: 'descends-from-automation' },
  unclear: { class: 'unclear', evidence: 'descends-from-unclear' },
};

function verdictOf(
  evidence: Evidence[],
  sum: number,
  { abstain: { above, below }, version }: Weights,
): Verdict {
  const automated = probability(sum);
  return {
    class: automated <= above ? 'hands-on' : automated >= below ? 'automated' : 'unclear',
    automated,
    evidence,
    weights: version,
  };
}

function weighed(ids: readonly EvidenceId[], { evidence }: Weights): Evidence[] {
  return ids.map((id) => ({ id, weight: evidence[id as keyof Weights['evidence']] }));
}

/** Each group capped, or what says the same thing twice would count twice. */
function addUp(groups: readonly Evidence[][], { groupCap }: Weights): number {
  return groups.reduce(
    (sum, group) => sum + Math.max(-groupCap, Math.min(groupCap, total(group))),
    0,
  );
}

function total(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0);
}

/** Logistic, in four decimals: more would be made up. */
function probability(nats: number): number {
  return Math.round(1e4 / (1 + Math.exp(-nats))) / 1e4;
}
