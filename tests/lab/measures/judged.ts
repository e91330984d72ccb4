/** Recordings with what the judge says of each. */
import { judge, type Weights } from '../../../core/provenance/judge.ts';
import type { Verdict } from '../../../core/provenance/verdict.ts';
import type { Recording } from '../recording.ts';

export interface Judged extends Recording {
  verdict: Verdict;
}

/** Each after what it descends from. */
export function judgeAll(recordings: readonly Recording[], weights?: Weights): Judged[] {
  const verdicts = new Map<Recording, Verdict>();
  const verdictOf = (recording: Recording): Verdict => {
    const known = verdicts.get(recording);
    if (known !== undefined) return known;
    const { signals, context, parent: place } = recording;
    const parent = place === null ? undefined : recordings[place];
    const facts = {
      signals,
      context,
      parent: parent === undefined ? null : verdictOf(parent).class,
      leaning: null,
    };
    const verdict = judge(facts, weights);
    verdicts.set(recording, verdict);
    return verdict;
  };
  return recordings.map((recording) => ({ ...recording, verdict: verdictOf(recording) }));
}
