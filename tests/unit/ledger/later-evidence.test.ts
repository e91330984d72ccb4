import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../core/interaction.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import { byKey, inEmptyLedger, onOneDay, recomputed, settleAll } from '../ledger-book.ts';
import { quietSignals, sampleDraft, typedSignals, unseen } from '../sample.ts';

const START = 1.8e12;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const unclear: Signals = { ...quietSignals, pageAge: 500 };

const ticks = (count: number, change: Partial<Draft> = {}): Draft[] =>
  Array.from({ length: count }, (_, index) =>
    sampleDraft({
      conversation: 'c:00000000000000c1',
      startedAt: START + index * 10 * MINUTE,
      endedAt: START + index * 10 * MINUTE + 900,
      signals: unclear,
      ...change,
    }),
  );

/** It left while somebody was typing something else. */
const midTyping: Signals = { ...typedSignals, sinceKey: 180, sinceEntry: 179 };
const times = (count: number, signals: Signals) => Array.from({ length: count }, () => signals);
const nobody: Signals = { ...quietSignals, sinceKey: 40_000, pageAge: 90_000 };

describe('a stream that goes on with nobody at the keys', () => {
  const stream = (signals: readonly Signals[]) =>
    signals.map((one, index) =>
      sampleDraft({
        conversation: 'c:00000000000000c3',
        startedAt: START + index ** 2 * 7_919,
        endedAt: START + index ** 2 * 7_919 + 900,
        usage: { ...sampleDraft().usage, outputTokens: 50 + 91 * (index % 7) },
        signals: one,
      }),
    );

  it('tells whose the sends are that leave while somebody types', () =>
    inEmptyLedger(async (ledger) => {
      const sends = stream([...times(5, midTyping), ...times(4, nobody)]);
      await ledger.keep(sends.slice(0, 8), onOneDay);
      const classes = async () => (await ledger.latest(99)).map(({ verdict }) => verdict.class);
      expect((await classes()).filter((one) => one === 'unclear')).toHaveLength(5);
      await ledger.keep(sends.slice(8), onOneDay);
      expect(new Set(await classes())).toEqual(new Set(['automated']));
      expect((await ledger.interactions.get(sends[0]?.id ?? ''))?.change).toEqual({
        from: 'unclear',
        gained: ['others-without-you'],
        lost: ['typed-at-human-cadence', 'keys-by-hand'],
      });
    }));

  it('says nothing of what a press went before', () =>
    inEmptyLedger(async (ledger) => {
      const sends = stream([...times(4, typedSignals), ...times(8, nobody)]);
      await ledger.keep(sends, onOneDay);
      for (const { signals, verdict } of await ledger.latest(99)) {
        expect(verdict.class).toBe(signals.sinceKey === 40_000 ? 'automated' : 'hands-on');
      }
    }));
});

describe('a schedule that shows itself', () => {
  it('is held against the sends before it, too, with their steps, and says what has changed', () =>
    inEmptyLedger(async (ledger) => {
      const sends = ticks(8);
      const step = sampleDraft({
        parent: sends[0]?.id ?? null,
        signals: { ...quietSignals, turn: 'tool-results' },
      });
      for (const draft of [...sends.slice(0, 7), step]) await ledger.keep([draft], onOneDay);
      for (const { verdict } of await ledger.latest(99)) expect(verdict.class).toBe('unclear');
      await ledger.keep(sends.slice(7), onOneDay);
      const { interactions, rollups } = await ledger.contents();
      for (const { id, verdict, change } of interactions) {
        expect(verdict.class).toBe('automated');
        if (id === sends[7]?.id) expect(change).toBeNull();
        else expect(change).toMatchObject({ from: 'unclear' });
      }
      expect(interactions.find(({ id }) => id === sends[3]?.id)?.change).toEqual({
        from: 'unclear',
        gained: ['keeps-a-schedule', 'same-size-every-time'],
        lost: [],
      });
      expect(byKey(rollups)).toEqual(recomputed(interactions));
    }));

  it('outweighs that one of its sends fell in with a turn', () =>
    inEmptyLedger(async (ledger) => {
      const turn = sampleDraft({ conversation: 'c:00000000000000c2', signals: typedSignals });
      const follows = {
        ...quietSignals,
        sinceKey: 800,
        sinceSend: 800,
        sinceTurn: 200,
        pageAge: 90_000,
      };
      const sends = ticks(8).map((send, index) =>
        index === 3 ? { ...send, parent: turn.id, signals: follows } : send,
      );
      const classOfFourth = async () =>
        (await ledger.interactions.get(sends[3]?.id ?? ''))?.verdict.class;
      await ledger.keep([turn, ...sends.slice(0, 7)], onOneDay);
      expect(await classOfFourth()).toBe('delegated');
      await ledger.keep(sends.slice(7), onOneDay);
      expect(await classOfFourth()).toBe('automated');
    }));

  it('makes no typed prompt automated', () =>
    inEmptyLedger(async (ledger) => {
      for (const draft of ticks(12, { signals: typedSignals }))
        await ledger.keep([draft], onOneDay);
      for (const { verdict } of await ledger.latest(99)) {
        expect(verdict.evidence.map(({ id }) => id)).toContain('keeps-a-schedule');
        expect(verdict.class).not.toBe('automated');
      }
    }));

  it('is held against the latest 64 of a long stream whatever order they come in', () =>
    inEmptyLedger(async (ledger) => {
      const sends = ticks(150);
      // Neighbours change places, and every tenth is a delivery late.
      const order = sends.toSorted(
        (a, b) =>
          ((sends.indexOf(a) * 7) % 10) - ((sends.indexOf(b) * 7) % 10) ||
          a.startedAt - b.startedAt,
      );
      for (let from = 0; from < order.length; from += 9) {
        await ledger.keep(order.slice(from, from + 9), onOneDay);
      }
      for (const { context, verdict } of await ledger.latest(64)) {
        expect(context.conversationPace).toMatchObject({ regular: true });
        expect(verdict.class).toBe('automated');
      }
    }));
});

describe('an answer', () => {
  const kept = sampleDraft({ signals: typedSignals, attention: unseen, endedAt: START + 4_000 });
  const look = { id: kept.id, site: kept.site, attention: { ...unseen, visibleAfter: 9_000 } };
  const flagsOf = (work: 'read in time' | 'read too late' | 'never read') =>
    inEmptyLedger(async (ledger) => {
      await ledger.keep([kept], onOneDay);
      if (work === 'read in time') await ledger.look([look]);
      await settleAll(ledger, START + DAY);
      const before = await ledger.interactions.get(kept.id);
      await settleAll(ledger, START + 2 * DAY);
      if (work === 'read too late') await ledger.look([look]);
      const after = await ledger.interactions.get(kept.id);
      return [before?.flags, after?.flags];
    });

  it('is never unread where it was read before its day was over', async () => {
    expect(await flagsOf('read in time')).toEqual([[], []]);
  });

  it('is unread once its day is over, not before, and no more once it was read', async () => {
    expect(await flagsOf('never read')).toEqual([[], ['unread']]);
    expect(await flagsOf('read too late')).toEqual([[], []]);
  });

  it('is nobody’s but its own site’s to tell of', () =>
    inEmptyLedger(async (ledger) => {
      await ledger.keep([kept], onOneDay);
      await ledger.look([{ ...look, site: 'https://b.example' }]);
      await settleAll(ledger, START + 2 * DAY);
      expect((await ledger.interactions.get(kept.id))?.flags).toEqual(['unread']);
    }));
});
