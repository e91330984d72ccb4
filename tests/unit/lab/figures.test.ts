import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import { barsOf } from '../../lab/measures/bars.ts';
import { figuresOf } from '../../lab/measures/figures.ts';
import type { Kind, Recording } from '../../lab/recording.ts';
import { quietSignals, typedSignals } from '../sample.ts';

const one = (kind: Kind, signals: Signals, parent: number | null = null): Recording => ({
  actor: `a ${kind}`,
  kind,
  act: 'an act',
  signals,
  context: NO_CONTEXT,
  parent,
});
const scheduled: Signals = { ...quietSignals, trigger: 'schedule' };
const many = (count: number, recording: Recording) =>
  Array.from({ length: count }, () => recording);

describe('the laboratory’s figures', () => {
  it('are perfect where nothing goes wrong', () => {
    const figures = figuresOf([
      ...many(400, one('person', typedSignals)),
      ...many(100, one('program', scheduled)),
    ]);
    expect(barsOf(figures).filter(({ holds }) => !holds)).toEqual([]);
    expect(figures).toMatchObject({ recallAutomated: 1, abstention: 0, peopleWronged: { n: 0 } });
  });

  it('count whom they wrong, and who was missed', () => {
    const figures = figuresOf([
      ...many(300, one('person', typedSignals)),
      ...many(3, one('person', scheduled)),
      ...many(80, one('program', scheduled)),
      ...many(20, one('program', typedSignals)),
    ]);
    expect(figures.recallAutomated).toBe(0.8);
    expect(figures.peopleWronged).toMatchObject({ n: 3, of: 303 });
    expect(figures.worstPerson.wronged).toBeCloseTo(3 / 303);
    expect(figures.shareError[90]).toBeGreaterThan(10);
    const failed = barsOf(figures).filter(({ holds }) => !holds);
    expect(failed.map(({ name }) => name)).toContain('People called automated');
  });

  it('count the unclear as half', () => {
    const figures = figuresOf([
      ...many(10, one('person', { ...quietSignals, pageAge: 500 })),
      ...many(10, one('program', scheduled)),
    ]);
    expect(figures.abstention).toBe(0.5);
    expect(figures.shareError[0]).toBeCloseTo(50);
    expect(figures.weeks[0].covered).toBe(1);
    expect(figures.brier).toBeCloseTo(0.125, 3);
  });

  it('give steps to whoever they descend from, and replays to nobody', () => {
    const step: Signals = { ...quietSignals, turn: 'tool-results' };
    const figures = figuresOf([
      one('person', typedSignals),
      one('person', step, 0),
      one('program', scheduled),
      one('program', step, 2),
      one('replay', typedSignals),
    ]);
    expect(figures.confusion.person).toMatchObject({ 'hands-on': 1, delegated: 1 });
    expect(figures.confusion.program.automated).toBe(2);
    expect(figures.replays['hands-on']).toBe(1);
  });
});
