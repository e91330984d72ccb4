/** What is found out about one interaction, before anything is weighed. */
import type { Context } from './context.ts';
import { entryEvidence } from './entry.ts';
import { followsTurn, initiationEvidence } from './initiation.ts';
import type { Leaning } from './leaning.ts';
import type { Signals, Trigger } from './signals.ts';
import { attentionEvidence, isOfAnother, keepsSchedule, paceEvidence } from './surroundings.ts';
import type { EvidenceId, VerdictClass } from './verdict.ts';

/** All that a verdict rests on. The same facts give the same verdict, anywhere. */
export interface Facts {
  signals: Signals;
  context: Context;
  /** The class of the interaction it descends from; null where it descends from none known. */
  parent: VerdictClass | null;
  /** What the person's corrections have taught about its site. */
  leaning: Leaning | null;
}

/** In the order of their strength. */
export type Findings =
  /** What the wire itself says outweighs whatever happened in this page meanwhile. */
  | { kind: 'hard'; id: EvidenceId }
  /** It is what the turn is that it descends from; null: that is not known. */
  | { kind: 'descent'; from: VerdictClass | null }
  /** Lines of one group say the same thing twice. */
  | { kind: 'signs'; groups: EvidenceId[][] };

export function findingsOf({ signals, context, parent }: Omit<Facts, 'leaning'>): Findings {
  const id = startedBy(signals.trigger);
  if (id !== null) return { kind: 'hard', id };
  if (descends(signals, context, parent)) return { kind: 'descent', from: parent };
  return { kind: 'signs', groups: signsOf(signals, context) };
}

/**
 * Whether its own signs decide, and not descent or the wire. `parent`: the class or the id of what
 * it descends from.
 */
export function isJudgedBySigns(
  signals: Signals,
  context: Context,
  parent: string | null,
): boolean {
  return !descends(signals, context, parent) && startedBy(signals.trigger) === null;
}

/**
 * Whether it belongs to a stream of sends: steps come when their tools are done, and what a schedule
 * started needs no further proof.
 */
export function isSend(signals: Signals): boolean {
  return !isStep(signals) && startedBy(signals.trigger) === null;
}

export function signsOf(signals: Signals, context: Context): EvidenceId[][] {
  const here: EvidenceId[][] =
    signals.trigger === 'elsewhere'
      ? [['started-elsewhere']]
      : [initiationEvidence(signals), entryEvidence(signals, isOfAnother(signals, context))];
  return [
    ...here,
    paceEvidence(signals, context),
    attentionEvidence(context),
    signals.webdriver ? ['driver-controls-browser'] : [],
  ];
}

/**
 * An agent's step always descends from something, however long ago anybody touched a key; an app's
 * own call does where its turn is known. What keeps a schedule is nobody's, though it may fall in
 * with a turn.
 */
function descends(signals: Signals, context: Context, parent: string | null): boolean {
  return isStep(signals) || (parent !== null && followsTurn(signals) && !keepsSchedule(context));
}

function isStep({ turn, trigger }: Signals): boolean {
  return turn === 'tool-results' || trigger === 'sub-agent';
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
