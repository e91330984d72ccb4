import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH } from '../../../core/messages.ts';
import { inEmptyLedger, onOneDay } from '../ledger-book.ts';
import { quietSignals, sampleDraft, unseen } from '../sample.ts';

const drafts = () =>
  Array.from({ length: MAX_BATCH }, (_, index) =>
    sampleDraft({ model: `model-${index}`, conversation: null, attention: unseen }),
  );

describe('the largest delivery there is', () => {
  it('is kept in one transaction, however little its drafts have in common', () =>
    inEmptyLedger(async (ledger) => {
      await ledger.keep(drafts(), onOneDay);
      await ledger.keep(drafts(), onOneDay);
      expect(await ledger.interactions.count()).toBe(2 * MAX_BATCH);
      expect(await ledger.rollups.count()).toBe(MAX_BATCH);
    }));

  it('may be one run of steps that each descend from the one before, told last first', () =>
    inEmptyLedger(async (ledger) => {
      const turn = sampleDraft();
      const run = [turn];
      while (run.length < MAX_BATCH) {
        const signals = { ...quietSignals, turn: 'tool-results' } as const;
        run.push(sampleDraft({ parent: run.at(-1)?.id ?? null, signals }));
      }
      await ledger.keep(run.toReversed(), onOneDay);
      const classes = (await ledger.interactions.bulkGet(run.map(({ id }) => id))).map(
        (one) => one?.verdict.class,
      );
      expect(classes).toEqual(['hands-on', ...run.slice(1).map(() => 'delegated')]);
      await ledger.correct(turn.id, 'automated', 1.8e12);
      const { rollups } = await ledger.contents();
      expect(rollups).toMatchObject([{ class: 'automated', interactions: MAX_BATCH }]);
    }));

  it('may follow many others of the same run, all of which follow the person’s word', () =>
    inEmptyLedger(async (ledger) => {
      const turn = sampleDraft();
      const run = [turn];
      while (run.length < 5 * MAX_BATCH) {
        const signals = { ...quietSignals, turn: 'tool-results' } as const;
        run.push(sampleDraft({ parent: run.at(-1)?.id ?? null, signals }));
      }
      for (let first = 0; first < run.length; first += MAX_BATCH) {
        await ledger.keep(run.slice(first, first + MAX_BATCH), onOneDay);
      }
      await ledger.correct(turn.id, 'automated', 1.8e12);
      const { rollups } = await ledger.contents();
      expect(rollups).toMatchObject([{ class: 'automated', interactions: run.length }]);
    }));

  it('may tell that each of its answers was looked at', () =>
    inEmptyLedger(async (ledger) => {
      const all = drafts();
      await ledger.keep(all, onOneDay);
      const attention = { ...unseen, visibleAfter: 9_000 };
      await ledger.look(all.map(({ id, site }) => ({ id, site, attention })));
      expect(await ledger.awaited.count()).toBe(0);
      const seen = (await ledger.interactions.toArray()).map(({ context }) => context.attention);
      expect(seen).toEqual(all.map(() => attention));
    }));
});
