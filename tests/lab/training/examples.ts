/** What the weights are learned from: what was found out about interactions whose start is known. */
import { findingsOf } from '../../../core/provenance/findings.ts';
import type { EvidenceId } from '../../../core/provenance/verdict.ts';
import { Chance } from '../chance.ts';
import type { Recording } from '../recording.ts';

export interface Example {
  groups: readonly (readonly EvidenceId[])[];
  automated: boolean;
  /** How much it counts. */
  mass: number;
}

/** Everybody counts alike, however often they did the same thing: for so many examples. */
const MASS_OF_ACTOR = 4;
/**
 * Browsers differ in what they let us see, and people in what they do. Each example is repeated so
 * often with each of its lines left out this often, so that none relies on another.
 */
const COPIES = 4;
const UNSEEN = 0.1;
const SEED = 4;

/** Of those that their own signs decide. Replays are left out: they were people once. */
export function examplesOf(recordings: readonly Recording[]): Example[] {
  const chance = new Chance(SEED);
  const found = recordings.flatMap(({ actor, kind, signals, context, parent }) => {
    if (kind === 'replay') return [];
    // Which class it descends from makes no difference to whether its own signs decide.
    const findings = findingsOf({ signals, context, parent: parent === null ? null : 'unclear' });
    if (findings.kind !== 'signs') return [];
    return [{ actor: `${kind} ${actor}`, groups: findings.groups, automated: kind === 'program' }];
  });
  const byActor = Map.groupBy(found, ({ actor }) => actor);
  const examples = [...byActor.values()].flatMap((own) => {
    const mass = MASS_OF_ACTOR / own.length / (COPIES + 1);
    return own.flatMap(({ groups, automated }) => {
      const fewer = () => groups.map((group) => group.filter(() => chance.share() >= UNSEEN));
      const copies = Array.from({ length: COPIES }, fewer);
      return [groups, ...copies].map((seen) => ({ groups: seen, automated, mass }));
    });
  });
  return together(examples);
}

/** Many look alike; those count as one. */
function together(examples: readonly Example[]): Example[] {
  const alike = Map.groupBy(examples, ({ groups, automated }) =>
    JSON.stringify([groups, automated]),
  );
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    const mass = own.reduce((sum, one) => sum + one.mass, 0);
    return first === undefined ? [] : [{ ...first, mass }];
  });
}
