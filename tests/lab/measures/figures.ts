/** What the laboratory says of one split. */
import type { VerdictClass } from '../../../core/provenance/verdict.ts';
import type { Kind, Recording } from '../recording.ts';
import { upperBound, wilson } from './bounds.ts';
import { type Bin, brier, calibrationError, reliability } from './calibration.ts';
import { judgeAll, type Judged } from './judged.ts';
import { type Mix, type ShareError, shareErrors } from './weeks.ts';

export type Counts = Record<VerdictClass, number>;

/** Shares from 0 to 1. Interactions of people include what descends from them. */
export interface Figures {
  /** How many interactions of programs were called automated. */
  recallAutomated: number;
  /** Of those called automated, how many were. */
  precisionAutomated: number;
  /** Wilson's intervals of both, 95 %. */
  intervals: Record<'recallAutomated' | 'precisionAutomated', { low: number; high: number }>;
  /** Interactions of people called automated. */
  peopleWronged: { n: number; of: number; upper95: number };
  /** The person wronged most often. */
  worstPerson: { actor: string; wronged: number };
  abstention: number;
  brier: number;
  ece: number;
  /** In percentage points, by how many in a hundred are automated. */
  shareError: Record<Mix, number>;
  /** The same with its spread. */
  weeks: Record<Mix, ShareError>;
  confusion: Record<'person' | 'program', Counts>;
  reliability: Bin[];
  /** Programs that press keys when a recorded person did: what we do not claim to catch. */
  replays: Counts;
  byDriver: Record<string, Counts>;
  byAct: Record<string, Counts>;
}

export function figuresOf(recordings: readonly Recording[]): Figures {
  const all = judgeAll(recordings);
  const of = (kind: Kind) => all.filter((one) => one.kind === kind);
  const [people, programs] = [of('person'), of('program')];
  const claimed = [...people, ...programs];
  const confusion = { person: countsOf(people), program: countsOf(programs) };
  const wronged = confusion.person.automated;
  const found = confusion.program.automated;
  const bins = reliability(claimed);
  const weeks = shareErrors(claimed);
  return {
    recallAutomated: found / programs.length,
    precisionAutomated: found / (found + wronged),
    intervals: {
      recallAutomated: wilson(found, programs.length),
      precisionAutomated: wilson(found, found + wronged),
    },
    peopleWronged: { n: wronged, of: people.length, upper95: upperBound(wronged, people.length) },
    worstPerson: worstOf(people),
    abstention: (confusion.person.unclear + confusion.program.unclear) / claimed.length,
    brier: brier(claimed),
    ece: calibrationError(bins),
    shareError: {
      0: weeks[0].mean,
      10: weeks[10].mean,
      50: weeks[50].mean,
      90: weeks[90].mean,
    },
    weeks,
    confusion,
    reliability: bins,
    replays: countsOf(of('replay')),
    byDriver: countsBy(
      all.filter(({ kind }) => kind !== 'person'),
      ({ actor }) => actor,
    ),
    byAct: countsBy(people, ({ act }) => act),
  };
}

function worstOf(people: readonly Judged[]): Figures['worstPerson'] {
  const persons = [...Map.groupBy(people, ({ actor }) => actor)].map(([actor, own]) => ({
    actor,
    wronged: countsOf(own).automated / own.length,
  }));
  return persons.reduce((worst, one) => (one.wronged > worst.wronged ? one : worst));
}

function countsBy(judged: readonly Judged[], key: (one: Judged) => string): Record<string, Counts> {
  return Object.fromEntries(
    [...Map.groupBy(judged, key)].map(([name, own]) => [name, countsOf(own)]),
  );
}

export function countsOf(judged: readonly Judged[]): Counts {
  const counts: Counts = { 'hands-on': 0, delegated: 0, unclear: 0, automated: 0 };
  for (const { verdict } of judged) counts[verdict.class] += 1;
  return counts;
}
