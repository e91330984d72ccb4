/** One call that more than one page, or one page more than once, tells of. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../core/interaction.ts';
import { byKey, inEmptyLedger, onOneDay, recomputed, settleAll } from '../ledger-book.ts';
import { quietSignals, sampleDraft, typedSignals, unseen } from '../sample.ts';

const START = 1.8e12;
const LONG_AFTER = START + 1e9;
const CALL = 'k:00000000000000c1';
/** As the page tells of it in which the person typed, and as another tab hears of it. */
const typed = sampleDraft({ calls: [CALL], attention: unseen });
const overheard = sampleDraft({
  calls: [CALL],
  attention: unseen,
  signals: { ...quietSignals, trigger: 'elsewhere' },
});
const stepOf = (parent: string): Draft =>
  sampleDraft({ parent, signals: { ...quietSignals, turn: 'tool-results' } });

const permutationOf = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length });

describe('a call that two tabs tell of', () => {
  it('is the same, with all that descends from it, whichever tab is heard first', async () => {
    const first = stepOf(typed.id);
    const drafts = [typed, overheard, first, stepOf(first.id)];
    await fc.assert(
      fc.asyncProperty(permutationOf(drafts), fc.integer({ min: 1, max: 4 }), async (order, size) =>
        inEmptyLedger(async (ledger) => {
          for (let from = 0; from < order.length; from += size) {
            await ledger.keep(order.slice(from, from + size), onOneDay);
          }
          const { interactions, rollups } = await ledger.contents();
          expect(interactions.map(({ verdict }) => verdict.class).toSorted()).toEqual([
            'delegated',
            'delegated',
            'hands-on',
          ]);
          expect(byKey(rollups)).toEqual(recomputed(interactions));
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('counts as read wherever it was read, whichever tab is heard first', async () => {
    for (const order of [
      [typed, overheard],
      [overheard, typed],
    ]) {
      for (const { id, site } of order) {
        await inEmptyLedger(async (ledger) => {
          for (const draft of order) await ledger.keep([draft], onOneDay);
          await ledger.look([{ id, site, attention: { ...unseen, visibleAfter: 9_000 } }]);
          await settleAll(ledger, LONG_AFTER);
          expect(await ledger.latest(2)).toMatchObject([
            { flags: [], context: { attention: { visibleAfter: 9_000 } } },
          ]);
        });
      }
    }
  });

  it('is unread where neither tab was looked at', () =>
    inEmptyLedger(async (ledger) => {
      for (const draft of [overheard, typed]) await ledger.keep([draft], onOneDay);
      await settleAll(ledger, LONG_AFTER);
      expect(await ledger.latest(2)).toMatchObject([{ flags: ['unread'] }]);
    }));
});

describe('a call that was taken for broken off', () => {
  const known = { ...sampleDraft(), status: 'aborted', endedAt: START + 1_000 } as const;
  const whole = (change: Partial<Draft>): Draft => ({
    ...known,
    status: 'complete',
    endedAt: START + 9_000,
    ...change,
  });
  const kept = (drafts: readonly (readonly Draft[])[]) =>
    inEmptyLedger(async (ledger) => {
      for (const some of drafts) await ledger.keep(some, onOneDay);
      const { interactions, rollups } = await ledger.contents();
      expect(byKey(rollups)).toEqual(recomputed(interactions));
      expect(interactions).toHaveLength(1);
      return interactions[0];
    });

  it('is what its end says, in whatever order both are told, apart or at once', async () => {
    const end = whole({ signals: { ...typedSignals, trigger: 'schedule', sendHold: 70 } });
    for (const drafts of [[[known], [end]], [[end], [known]], [[known, end]], [[end, known]]]) {
      expect(await kept(drafts)).toMatchObject({
        status: 'complete',
        signals: end.signals,
        verdict: { class: 'automated', evidence: [{ id: 'started-by-schedule' }] },
      });
    }
  });

  it('leaves the stream it was in where its end says of which conversation it is', () =>
    inEmptyLedger(async (ledger) => {
      await ledger.keep([known], onOneDay);
      await ledger.keep([whole({ conversation: 'c:00000000000000a1' })], onOneDay);
      const streams = await ledger.streams.toArray();
      expect(streams).toMatchObject([
        { key: `${known.site} c:00000000000000a1`, sends: [{ id: known.id }] },
      ]);
    }));
});
