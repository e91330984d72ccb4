import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import { judge, natsOf } from '../../../core/provenance/judge.ts';
import { Verdict } from '../../../core/provenance/verdict.ts';
import { quietSignals } from '../sample.ts';
import { anyContext, anyEntry, anySignals } from '../sample-facts.ts';

const CAP = 3;
const DUST = 1e-9;
const logistic = (nats: number) => 1 / (1 + Math.exp(-nats));

const silentEntry = { ...quietSignals, compositions: 0 };

describe('what evidence adds up to', () => {
  it('is moved by no more than 3 nats by all that one group says', () => {
    let loudest = 0;
    fc.assert(
      fc.property(anySignals, anyEntry, anyContext, (signals, entry, context) => {
        const { sinceKey, sincePointer, pageAge, trigger } = signals;
        const silent = { ...silentEntry, sinceKey, sincePointer, pageAge, trigger };
        const before = natsOf(silent, context);
        const after = natsOf({ ...silent, ...entry }, context);
        loudest = Math.max(loudest, Math.abs(after - before));
        expect(Math.abs(after - before)).toBeLessThanOrEqual(CAP + DUST);
      }),
      { numRuns: 2_000 },
    );
    expect(loudest).toBeGreaterThan(1);
  });

  it('is moved by no more than 3 nats by an answer’s surroundings of one kind', () => {
    const pace = fc.constantFrom(null, { regular: true, sameSize: true, alone: false });
    const paces = fc.record({ conversationPace: pace, promptPace: pace });
    fc.assert(
      fc.property(anySignals, paces, (signals, regular) => {
        const before = natsOf(signals, NO_CONTEXT);
        const after = natsOf(signals, { ...NO_CONTEXT, ...regular });
        expect(Math.abs(after - before)).toBeLessThanOrEqual(CAP + DUST);
        // A stream that nobody sent takes away what the person did meanwhile, and never adds to it.
        const alone = { regular: false, sameSize: false, alone: true };
        const ofAnother = natsOf(signals, { ...NO_CONTEXT, conversationPace: alone });
        expect(ofAnother).toBeGreaterThanOrEqual(before - DUST);
      }),
    );
  });

  it('is the probability that is shown, and decides nothing from .2 to .8', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anySignals, anyContext, (signals, context) => {
        const verdict = judge({ signals, context, parent: null, leaning: null });
        Verdict.parse(verdict);
        const { automated, class: verdictClass } = verdict;
        expect(automated).toBeCloseTo(logistic(natsOf(signals, context)), 3);
        seen.add(verdictClass);
        if (automated > 0.2 && automated < 0.8) expect(verdictClass).toBe('unclear');
        else expect(verdictClass).toBe(automated <= 0.2 ? 'hands-on' : 'automated');
      }),
      { numRuns: 2_000 },
    );
    expect([...seen].toSorted()).toEqual(['automated', 'hands-on', 'unclear']);
  });

  it('is nothing beside what the wire itself says of who started it', () => {
    fc.assert(
      fc.property(
        anySignals,
        anyContext,
        fc.constantFrom('schedule', 'heartbeat', 'webhook'),
        fc.constantFrom('hands-on', 'unclear', null),
        (signals, context, trigger, parent) => {
          const leaning = { offset: -2, corrections: 50 };
          const facts = { signals: { ...signals, trigger }, context, parent, leaning } as const;
          expect(judge(facts)).toMatchObject({
            class: 'automated',
            evidence: [{ id: `started-by-${trigger}` }],
          });
        },
      ),
    );
  });

  it('is nothing beside the turn that a step descends from', () => {
    fc.assert(
      fc.property(
        anySignals,
        anyContext,
        fc.constantFrom('hands-on', 'delegated', 'automated', 'unclear', null),
        (signals, context, parent) => {
          const leaning = { offset: 2, corrections: 50 };
          const step = { ...signals, turn: 'tool-results' } as const;
          const bare = { ...quietSignals, turn: 'tool-results' } as const;
          expect(judge({ signals: step, context, parent, leaning })).toEqual(
            judge({ signals: bare, context: NO_CONTEXT, parent, leaning: null }),
          );
        },
      ),
    );
  });
});
