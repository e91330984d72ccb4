import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, Interaction } from '../../../core/interaction.ts';
import type { SiteLeaning } from '../../../core/provenance/leaning.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { byKey, inEmptyLedger, onOneDay, recomputed } from '../ledger-book.ts';
import { quietSignals, sampleDraft, typedSignals } from '../sample.ts';

const START = 1.8e12;
const unclear: Signals = { ...quietSignals, pageAge: 500 };
const step: Signals = { ...quietSignals, turn: 'tool-results' };
const cron: Signals = { ...quietSignals, trigger: 'schedule' };

const drafts = (count: number, change: Partial<Draft>): Draft[] =>
  Array.from({ length: count }, (_, index) =>
    sampleDraft({
      conversation: `c:${String(index).padStart(16, '0')}`,
      startedAt: START + index ** 2 * 1_777,
      endedAt: START + index ** 2 * 1_777 + 10,
      ...change,
    }),
  );

const byId = (interactions: readonly Interaction[]) =>
  new Map(interactions.map((one) => [one.id, one]));

async function contentsOf(ledger: Ledger) {
  const { interactions, rollups } = await ledger.contents();
  expect(byKey(rollups)).toEqual(recomputed(interactions));
  // How it came to be what it is may be told differently after there and back again.
  const now = interactions.map((one) => ({ ...one, change: null }));
  return { interactions: byId(now), rollups: byKey(rollups), learned: await ledger.learned() };
}

async function classOf(ledger: Ledger, id: string) {
  const one = await ledger.interactions.get(id);
  return { verdict: one?.verdict.class, correction: one?.correction };
}

describe('a correction', () => {
  it('stands beside the verdict, and counts', () =>
    inEmptyLedger(async (ledger) => {
      const [draft = sampleDraft()] = drafts(1, { signals: typedSignals });
      await ledger.keep([draft], onOneDay);
      const before = await ledger.interactions.get(draft.id);
      await ledger.correct(draft.id, 'automated', START);
      expect(await ledger.interactions.get(draft.id)).toEqual({
        ...before,
        correction: 'automated',
      });
      const { rollups } = await contentsOf(ledger);
      expect(rollups).toMatchObject([{ class: 'automated', interactions: 1 }]);
    }));

  it('stays where the window closes before anything is learned from it', () =>
    inEmptyLedger(async (ledger) => {
      const [draft = sampleDraft()] = drafts(1, { signals: typedSignals });
      await ledger.keep([draft], onOneDay);
      ledger.leanings.hook('creating', () => {
        throw new Error('gone');
      });
      await expect(ledger.correct(draft.id, 'automated', START)).rejects.toThrow('gone');
      expect(await classOf(ledger, draft.id)).toMatchObject({ correction: 'automated' });
      const { rollups } = await contentsOf(ledger);
      expect(rollups).toMatchObject([{ class: 'automated', interactions: 1 }]);
    }));

  it('is followed by all that descends from it, and they go back with it', () =>
    inEmptyLedger(async (ledger) => {
      const turn = sampleDraft({ signals: typedSignals });
      const first = sampleDraft({ signals: step, parent: turn.id });
      const second = sampleDraft({ signals: step, parent: first.id });
      await ledger.keep([turn, first, second], onOneDay);
      const before = await contentsOf(ledger);
      await ledger.correct(turn.id, 'automated', START);
      for (const { id } of [first, second]) {
        expect(await classOf(ledger, id)).toEqual({ verdict: 'automated', correction: null });
      }
      await ledger.correct(second.id, 'delegated', START + 1);
      expect(await classOf(ledger, second.id)).toMatchObject({ correction: 'delegated' });
      await ledger.correct(second.id, null, START + 2);
      await ledger.correct(turn.id, null, START + 3);
      expect(await contentsOf(ledger)).toEqual(before);
    }));

  it('taken back leaves all as it was, however many were made and taken back in whatever order', async () => {
    const all = [
      ...drafts(14, { signals: unclear }),
      ...drafts(4, { signals: typedSignals, site: 'https://b.example' }),
      ...drafts(2, { signals: cron }),
    ];
    const steps = all.slice(0, 3).map(({ id }) => sampleDraft({ signals: step, parent: id }));
    const how = fc.constantFrom('hands-on', 'delegated', 'automated');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(all.length - 1), how), { minLength: 10, maxLength: 24 }),
        fc.nat(),
        async (deeds, turn) =>
          inEmptyLedger(async (ledger) => {
            await ledger.keep([...all, ...steps], onOneDay);
            const before = await contentsOf(ledger);
            let now = START;
            for (const [which, what] of deeds) {
              now += 1;
              await ledger.correct(all[which]?.id ?? '', what, now);
            }
            const corrected = [...new Set(deeds.map(([which]) => all[which]?.id ?? ''))];
            const from = turn % corrected.length;
            for (const id of [...corrected.slice(from), ...corrected.slice(0, from)]) {
              now += 1;
              await ledger.correct(id, null, now);
            }
            expect(await contentsOf(ledger)).toEqual(before);
            expect(await ledger.corrections.count()).toBe(0);
          }),
      ),
      { numRuns: 20 },
    );
  });

  it('never touches what the wire said, or what a step descends from', () =>
    inEmptyLedger(async (ledger) => {
      const told = drafts(12, { signals: cron });
      const turn = sampleDraft({ signals: typedSignals, site: 'https://b.example' });
      const its = drafts(12, { signals: step, parent: turn.id });
      await ledger.keep([...told, turn, ...its], onOneDay);
      const before = byId(await ledger.interactions.toArray());
      for (const [index, { id }] of [...told, ...its].entries()) {
        await ledger.correct(id, 'hands-on', START + index);
      }
      for (const { id, verdict, correction } of await ledger.interactions.toArray()) {
        expect(verdict).toEqual(before.get(id)?.verdict);
        if (id !== turn.id) expect(correction).toBe('hands-on');
      }
      expect(await learnedBy(ledger)).toEqual([]);
    }));
});

/** Sites where corrections have taught anything yet. */
async function learnedBy(ledger: Ledger): Promise<SiteLeaning[]> {
  return (await ledger.learned()).filter(({ leaning }) => leaning !== null);
}

describe('what corrections teach', () => {
  it.each([
    ['automated', 1],
    ['hands-on', -1],
  ] as const)('is learned from ten that say %s, and leans that way', (what, direction) =>
    inEmptyLedger(async (ledger) => {
      const [some, others] = [drafts(11, { signals: unclear }), drafts(3, { signals: unclear })];
      const elsewhere = sampleDraft({ signals: unclear, site: 'https://b.example' });
      await ledger.keep([...some, ...others, elsewhere], onOneDay);
      const evidenceOf = async (id = '') => (await ledger.interactions.get(id))?.verdict.evidence;
      for (const [index, { id }] of some.slice(0, 9).entries()) {
        await ledger.correct(id, what, START + index);
      }
      expect(await learnedBy(ledger)).toEqual([]);
      await ledger.correct(some[9]?.id ?? '', what, START + 9);
      const [learned] = await ledger.learned();
      expect(learned).toMatchObject({ site: others[0]?.site, leaning: { corrections: 10 } });
      expect(Math.sign(learned?.leaning?.offset ?? 0)).toBe(direction);
      expect(await evidenceOf(others[0]?.id)).toEqual([
        { id: 'your-corrections', weight: learned?.leaning?.offset, count: 10 },
      ]);
      expect(await evidenceOf(elsewhere.id)).toEqual([]);
      // What comes later is judged with it, too.
      const later = sampleDraft({ signals: unclear, conversation: 'c:00000000000000ff' });
      await ledger.keep([later], onOneDay);
      expect(await evidenceOf(later.id)).toMatchObject([{ id: 'your-corrections' }]);
      await ledger.unlearn(learned?.site ?? '', START + 50);
      expect(await learnedBy(ledger)).toEqual([]);
      for (const { id } of [...others, later]) expect(await evidenceOf(id)).toEqual([]);
      // What was said stays said, and teaches no more.
      expect(await ledger.corrections.count()).toBe(10);
      await ledger.correct(some[10]?.id ?? '', what, START + 60);
      expect(await learnedBy(ledger)).toEqual([]);
      await contentsOf(ledger);
    }),
  );
});
