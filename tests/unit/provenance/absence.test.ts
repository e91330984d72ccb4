import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import type { Facts } from '../../../core/provenance/findings.ts';
import { judge } from '../../../core/provenance/judge.ts';
import type { Cadence, Signals } from '../../../core/provenance/signals.ts';
import type { EvidenceId, Verdict } from '../../../core/provenance/verdict.ts';
import { quietSignals } from '../sample.ts';
import { anyContext, anySignals } from '../sample-facts.ts';

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  signals: anySignals,
  context: anyContext,
  parent: fc.constant(null),
  leaning: fc.constant(null),
});

const without =
  (change: Partial<Signals>) =>
  (facts: Facts): Facts => ({ ...facts, signals: { ...facts.signals, ...change } });

const withoutOfCadence =
  (change: Partial<Cadence>) =>
  (facts: Facts): Facts => {
    const { cadence } = facts.signals;
    return without({ cadence: cadence === null ? null : { ...cadence, ...change } })(facts);
  };

const outOfContext =
  (change: Partial<Facts['context']>) =>
  (facts: Facts): Facts => ({ ...facts, context: { ...facts.context, ...change } });

/**
 * Every fact that can be not seen, made so. Where null says that nothing happened, as of the last
 * key or the last text, that was seen.
 */
const UNSEEN: [name: string, unsee: (facts: Facts) => Facts][] = [
  ['the rhythm', without({ cadence: null })],
  ['how long keys were held', withoutOfCadence({ medianHold: null, holdVariation: null })],
  ['how much the holds vary', withoutOfCadence({ holdVariation: null })],
  ['the time between keys', withoutOfCadence({ medianFlight: null })],
  ['how long the sending key was held', without({ sendHold: null })],
  ['the turn before', without({ sinceTurn: null })],
  ['the send before', without({ sinceSend: null })],
  ['the pace of its conversation', outOfContext({ conversationPace: null })],
  ['the pace of prompts like it', outOfContext({ promptPace: null })],
  ['whether it repeats another', outOfContext({ repetition: null })],
  ['whether anybody looked', outOfContext({ attention: null })],
  ['whether the answer’s day is over', outOfContext({ dayOver: false })],
  ['all of its surroundings', outOfContext(NO_CONTEXT)],
];

const linesOf = ({ evidence }: Verdict, which: (weight: number) => boolean): EvidenceId[] =>
  evidence.filter(({ weight }) => which(weight)).map(({ id }) => id);
const forPrograms = (verdict: Verdict) => linesOf(verdict, (weight) => weight > 0);
const forPeople = (verdict: Verdict) => linesOf(verdict, (weight) => weight < 0);

describe('a fact that was not seen', () => {
  it.each(UNSEEN)('adds nothing that speaks for a program: %s', (_, unsee) => {
    let lost = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const [seen, unseen] = [judge(facts), judge(unsee(facts))];
        expect(forPrograms(seen)).toEqual(expect.arrayContaining(forPrograms(unseen)));
        const lostForPeople = forPeople(seen).filter((id) => !forPeople(unseen).includes(id));
        lost += Number(lostForPeople.length > 0);
        // Only what rested on it is gone.
        if (lostForPeople.length === 0) {
          expect(unseen.automated).toBeLessThanOrEqual(seen.automated);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(lost).toBeLessThan(900);
  });

  it('leaves nothing to say where none was seen', () => {
    const nothingKnown = fc.record({ pageAge: fc.nat(10_000), visible: fc.boolean() });
    fc.assert(
      fc.property(nothingKnown, (known) => {
        const signals = { ...quietSignals, ...known };
        expect(judge({ signals, context: NO_CONTEXT, parent: null, leaning: null })).toMatchObject({
          class: 'unclear',
          automated: 0.5,
          evidence: [],
        });
      }),
    );
  });

  it('decides nothing of what was started elsewhere, or descends from nothing known', () => {
    const unclear = { class: 'unclear', automated: 0.5 };
    const bare = { context: NO_CONTEXT, parent: null, leaning: null };
    const elsewhere = { ...quietSignals, trigger: 'elsewhere' } as const;
    expect(judge({ ...bare, signals: elsewhere })).toMatchObject(unclear);
    const step = { ...quietSignals, turn: 'tool-results', pageAge: 1e6 } as const;
    expect(judge({ ...bare, signals: step })).toMatchObject({ ...unclear, evidence: [] });
  });
});
