import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../core/provenance/judge.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import type { Signals } from '../../core/provenance/signals.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { humanCadence, quietSignals, typedSignals } from './sample.ts';

const judged = (signals: Signals, parent: VerdictClass | null = null) =>
  judge({ signals, context: NO_CONTEXT, parent, leaning: null });

const classOf = (change: Partial<Signals>, base = quietSignals) =>
  judged({ ...base, ...change }).class;

describe('the judge', () => {
  it('calls a typed prompt hands-on, and says why', () => {
    const verdict = judged(typedSignals);
    expect(verdict.class).toBe('hands-on');
    expect(verdict.evidence.map(({ id }) => id)).toEqual([
      'sent-by-hand',
      'typed-at-human-cadence',
      'keys-by-hand',
    ]);
  });

  it('calls a click on a button hands-on', () => {
    expect(classOf({ sincePointer: 80, trustedPointers: 1 })).toBe('hands-on');
  });

  it('calls a pasted prompt hands-on', () => {
    expect(classOf({ sinceKey: 10, trustedKeys: 3, pastes: 1 })).toBe('hands-on');
  });

  it('calls a send automated where nobody ever touched a settled page', () => {
    expect(classOf({ pageAge: 60_000 })).toBe('automated');
  });

  it('does not decide for a page that has only just opened', () => {
    expect(classOf({ pageAge: 500 })).toBe('unclear');
  });

  it('calls sends of a page script automated while the person is away or has done nothing new', () => {
    expect(classOf({ sinceKey: 40_000, sinceSend: 3_000 })).toBe('automated');
    expect(classOf({ sinceKey: 6_000, sinceSend: 3_000 })).toBe('automated');
  });

  it('does not decide for calls an app makes right after a turn', () => {
    expect(classOf({ sinceKey: 4_000, sinceSend: 4_000, sinceTurn: 0 })).toBe('unclear');
  });

  it('weighs untrusted keys against a person nearby instead of condemning them', () => {
    expect(classOf({ untrustedKeys: 12, pageAge: 60_000 })).toBe('automated');
    expect(classOf({ untrustedKeys: 12, sinceKey: 50, trustedKeys: 1 })).toBe('unclear');
  });

  it('does not call dictation or other block insertion automated', () => {
    expect(classOf({ insertedBlocks: 1, sincePointer: 300, trustedPointers: 1 })).not.toBe(
      'automated',
    );
    expect(classOf({ insertedBlocks: 4, sinceKey: 9, trustedKeys: 1 })).not.toBe('automated');
  });

  it('does not decide where a key that nobody holds ends what was dictated', () => {
    const dictated = { insertedBlocks: 4, trustedKeys: 1, sinceKey: 9, sendHold: 0 };
    expect(classOf({ ...dictated, sinceEntry: 900 })).toBe('unclear');
    expect(classOf({ ...dictated, sinceEntry: 14 })).toBe('automated');
  });

  it('sees the rhythm of a driver', () => {
    const cadence = { ...humanCadence, medianHold: 1, holdVariation: 0.2, medianFlight: 120 };
    expect(classOf({ cadence, fingeredKeys: 0, sendHold: 1 }, typedSignals)).toBe('automated');
  });

  it('gives a step the class of the turn it descends from', () => {
    const step = { ...quietSignals, turn: 'tool-results' } as const;
    expect(judged(step, 'hands-on').class).toBe('delegated');
    expect(judged(step, 'delegated').class).toBe('delegated');
    expect(judged(step, 'automated').class).toBe('automated');
    expect(judged(step, 'unclear').class).toBe('unclear');
    expect(judged(step, null)).toMatchObject({ class: 'unclear', evidence: [] });
  });

  it('gives a probability that fits the class, always', () => {
    const since = fc.option(fc.nat(1e6));
    const signals = fc.record({
      trigger: fc.constantFrom(
        null,
        'page',
        'elsewhere',
        'schedule',
        'heartbeat',
        'webhook',
        'app',
      ),
      turn: fc.constantFrom('prompt', 'not seen'),
      sinceKey: since,
      sincePointer: since,
      sinceEntry: since,
      sendHold: fc.option(fc.nat(400)),
      pageAge: fc.nat(1e6),
      sinceSend: since,
      sinceTurn: since,
      trustedKeys: fc.nat(100),
      fingeredKeys: fc.nat(100),
      trustedPointers: fc.nat(5),
      moves: fc.nat(50),
      untrustedKeys: fc.nat(5),
      untrustedPointers: fc.nat(5),
      pastes: fc.nat(2),
      compositions: fc.nat(2),
      insertedBlocks: fc.nat(2),
      scriptedEntries: fc.nat(2),
      deletions: fc.nat(9),
      cadence: fc.option(
        fc.record({
          keys: fc.nat(50),
          medianInterval: fc.nat(1000),
          variation: fc.double({ min: 0, max: 3, noNaN: true }),
          medianHold: fc.option(fc.nat(300)),
          holdVariation: fc.option(fc.double({ min: 0, max: 3, noNaN: true })),
          medianFlight: fc.option(fc.nat(300)),
          rollover: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
      ),
      visible: fc.boolean(),
      focused: fc.boolean(),
      webdriver: fc.boolean(),
    } as const);
    fc.assert(
      fc.property(signals, (some) => {
        const { class: verdictClass, automated, evidence } = judged(some);
        if (verdictClass === 'hands-on') expect(automated).toBeLessThanOrEqual(0.2);
        else if (verdictClass === 'automated') expect(automated).toBeGreaterThanOrEqual(0.8);
        else expect(automated).toSatisfy((p: number) => p > 0.2 && p < 0.8);
        if (evidence.length === 0) expect(automated).toBe(0.5);
      }),
    );
  });
});
