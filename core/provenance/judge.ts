/**
 * From signals to a verdict: evidence is looked for, weighed, and added up; where the sum does
 * not decide, the verdict is `unclear`.
 */
import { entryEvidence } from './entry.ts';
import { initiationEvidence } from './initiation.ts';
import type { Signals, Trigger } from './signals.ts';
import type { Evidence, EvidenceId, Verdict, VerdictClass } from './verdict.ts';
import weights from './weights.json' with { type: 'json' };

/**
 * What an interaction is. `parent` is the class of the interaction it descends from, null where
 * it descends from none that is known.
 */
export function judge(signals: Signals, parent: VerdictClass | null): Verdict {
  if (signals.turn === 'tool-results' || signals.trigger === 'sub-agent') return judgeStep(parent);
  const started = startedBy(signals.trigger);
  // What the wire itself says outweighs whatever happened in this page meanwhile.
  if (started !== null) return verdictOf(weigh([started]));
  const groups = [
    weigh(initiationEvidence(signals)),
    weigh(entryEvidence(signals)),
    weigh(signals.webdriver ? ['driver-controls-browser'] : []),
  ];
  // Signals of one group say the same thing twice; the cap keeps them from shouting.
  const sum = groups.reduce((all, group) => all + capped(group), 0);
  return verdictOf(groups.flat(), sum);
}

function verdictOf(evidence: Evidence[], sum = total(evidence)): Verdict {
  const automated = probability(sum);
  const { above, below } = weights.abstain;
  return {
    class: automated <= above ? 'hands-on' : automated >= below ? 'automated' : 'unclear',
    automated,
    evidence,
    weights: weights.version,
  };
}

/** Null where the page's own input has to tell. */
function startedBy(trigger: Trigger | null): EvidenceId | null {
  switch (trigger) {
    case 'schedule':
      return 'started-by-schedule';
    case 'heartbeat':
      return 'started-by-heartbeat';
    case 'webhook':
      return 'started-by-webhook';
    case 'elsewhere':
      return 'started-elsewhere';
    default:
      return null;
  }
}

/**
 * A step that answers tool calls is an agent's, however long ago anybody touched a key: it is what
 * the turn was that it descends from. Without a known turn nothing is known.
 */
function judgeStep(parent: VerdictClass | null): Verdict {
  const step = parent === null ? null : STEPS[parent];
  const evidence = weigh(step === null ? [] : [step.evidence]);
  return {
    class: step?.class ?? 'unclear',
    automated: probability(capped(evidence)),
    evidence,
    weights: weights.version,
  };
}

const STEPS: Record<VerdictClass, { class: VerdictClass; evidence: EvidenceId }> = {
  'hands-on': { class: 'delegated', evidence: 'descends-from-your-turn' },
  delegated: { class: 'delegated', evidence: 'descends-from-your-turn' },
  automated: { class: 'automated', evidence: 'descends-from-automation' },
  unclear: { class: 'unclear', evidence: 'descends-from-unclear' },
};

function weigh(ids: readonly EvidenceId[]): Evidence[] {
  return ids.map((id) => ({ id, weight: weights.evidence[id] }));
}

function capped(group: readonly Evidence[]): number {
  return Math.max(-weights.groupCap, Math.min(weights.groupCap, total(group)));
}

function total(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0);
}

/** Logistic, in four decimals: more would be made up. */
function probability(nats: number): number {
  return Math.round(1e4 / (1 + Math.exp(-nats))) / 1e4;
}
