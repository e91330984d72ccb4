/**
 * From facts to a verdict: evidence is looked for, weighed, and added up; where the sum does not
 * decide, the verdict is `unclear`.
 */
import type { Context } from './context.ts';
import { entryEvidence } from './entry.ts';
import { initiationEvidence } from './initiation.ts';
import type { Leaning } from './leaning.ts';
import type { Signals, Trigger } from './signals.ts';
import { attentionEvidence, paceEvidence } from './surroundings.ts';
import type { Evidence, EvidenceId, Verdict, VerdictClass } from './verdict.ts';
import weights from './weights.json' with { type: 'json' };

/** All that a verdict rests on. The same facts give the same verdict, anywhere. */
export interface Facts {
  signals: Signals;
  context: Context;
  /** The class of the interaction it descends from; null where it descends from none known. */
  parent: VerdictClass | null;
  /** What the person's corrections have taught about its site. */
  leaning: Leaning | null;
}

export function judge({ signals, context, parent, leaning }: Facts): Verdict {
  if (isStep(signals)) return judgeStep(parent);
  const started = startedBy(signals.trigger);
  // What the wire itself says outweighs whatever happened in this page meanwhile.
  if (started !== null) return verdictOf(weigh([started]));
  const groups = evidenceGroups(signals, context).map(weigh);
  const sum = addUp(groups);
  if (leaning === null) return verdictOf(groups.flat(), sum);
  const { offset, corrections } = leaning;
  const learned: Evidence = { id: 'your-corrections', weight: offset, count: corrections };
  return verdictOf([...groups.flat(), learned], sum + offset);
}

/**
 * The sum that corrections can teach something about, in nats; null where hard evidence or descent
 * decides.
 */
export function natsOf(signals: Signals, context: Context): number | null {
  if (isStep(signals) || startedBy(signals.trigger) !== null) return null;
  return addUp(evidenceGroups(signals, context).map(weigh));
}

/** Signals of one group say the same thing twice; what they add up to is capped. */
export function evidenceGroups(signals: Signals, context: Context): EvidenceId[][] {
  const here: EvidenceId[][] =
    signals.trigger === 'elsewhere'
      ? [['started-elsewhere']]
      : [initiationEvidence(signals), entryEvidence(signals)];
  return [
    ...here,
    paceEvidence(context),
    attentionEvidence(context),
    signals.webdriver ? ['driver-controls-browser'] : [],
  ];
}

function isStep({ turn, trigger }: Signals): boolean {
  return turn === 'tool-results' || trigger === 'sub-agent';
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

type Weighed = keyof typeof weights.evidence;

function weigh(ids: readonly EvidenceId[]): Evidence[] {
  return ids.map((id) => ({ id, weight: weights.evidence[id as Weighed] }));
}

function addUp(groups: readonly Evidence[][]): number {
  return groups.reduce((sum, group) => sum + capped(group), 0);
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
