import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../core/interaction.ts';
import { addRollups, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';
import { type Describe, Ledger } from '../../platform/ledger/ledger.ts';
import { quietSignals, sampleDraft, sampleId } from './sample.ts';

const describing: Describe = ({ toolCalls }) => ({ toolCalls, day: '2027-01-15' });

const step = (parent: string | null): Draft =>
  sampleDraft({ parent, signals: { ...quietSignals, turn: 'tool-results' } });

let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger(`test-${sampleId()}`);
});
afterEach(async () => {
  await ledger.delete();
});

async function expectRollupsToBeSums(): Promise<void> {
  const sums = new Map<string, Rollup>();
  const { interactions, rollups } = await ledger.contents();
  for (const rollup of interactions.map(rollupOf)) {
    const key = rollupKey(rollup).join(' ');
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
  }
  const byKey = (a: Rollup, b: Rollup) =>
    rollupKey(a).join(' ') < rollupKey(b).join(' ') ? -1 : 1;
  expect(rollups.toSorted(byKey)).toEqual([...sums.values()].toSorted(byKey));
}

describe('the ledger', () => {
  it('keeps a draft once, however often it is delivered', async () => {
    const drafts = [sampleDraft(), sampleDraft()];
    await ledger.keep(drafts, describing);
    await ledger.keep([...drafts, ...drafts], describing);
    expect(await ledger.interactions.count()).toBe(2);
    await expectRollupsToBeSums();
  });

  it('keeps deliveries that overlap in time once', async () => {
    const drafts = [sampleDraft(), sampleDraft(), sampleDraft()];
    await Promise.all(drafts.map(() => ledger.keep(drafts, describing)));
    expect(await ledger.interactions.count()).toBe(3);
    await expectRollupsToBeSums();
  });

  it('lets steps descend from a turn of the same or an earlier delivery', async () => {
    const turn = sampleDraft();
    const first = step(turn.id);
    await ledger.keep([turn, first], describing);
    const second = step(first.id);
    const orphan = step(sampleId());
    await ledger.keep([second, orphan], describing);
    const classes = await ledger.interactions.bulkGet([first.id, second.id, orphan.id]);
    expect(classes.map((one) => one?.verdict.class)).toEqual(['delegated', 'delegated', 'unclear']);
  });

  it('keeps nothing of a delivery that fails', async () => {
    const refuse: Describe = () => {
      throw new Error('refused');
    };
    await expect(ledger.keep([sampleDraft()], refuse)).rejects.toThrow('refused');
    expect(await ledger.interactions.count()).toBe(0);
    expect(await ledger.rollups.count()).toBe(0);
  });

  it('has roll-ups that are the sums of what they roll up, after any deliveries', async () => {
    const draft = fc
      .record({
        site: fc.constantFrom('https://a.example', 'https://b.example'),
        model: fc.constantFrom(null, 'gpt-5'),
      })
      .map((change) => sampleDraft(change));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(draft, { maxLength: 8 }), { maxLength: 5 }),
        async (all) => {
          for (const drafts of all) await ledger.keep(drafts, describing);
          await expectRollupsToBeSums();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('finds the roll-ups of a range of days, both ends included', async () => {
    const days = ['2027-01-13', '2027-01-14', '2027-01-15', '2027-01-16'];
    for (const day of days) {
      await ledger.keep([sampleDraft()], ({ toolCalls }) => ({ toolCalls, day }));
    }
    const found = await ledger.rollupsBetween('2027-01-14', '2027-01-15');
    expect(found.map(({ day }) => day)).toEqual(['2027-01-14', '2027-01-15']);
  });

  it('counts what went wrong once, however often it is told', async () => {
    const note = {
      page: sampleId(),
      site: 'https://a.example',
      reason: 'malformed',
      count: 2,
    } as const;
    await ledger.note([note], 1.8e12);
    await ledger.note([{ ...note, count: 3 }, note], 1.8e12 + 5);
    await ledger.note([note], 1.8e12 + 9);
    expect(await ledger.health.toArray()).toEqual([
      { ...note, count: 3, firstAt: 1.8e12, lastAt: 1.8e12 + 5 },
    ]);
  });

  it('finds what went wrong since a moment', async () => {
    const note = { page: sampleId(), site: 'https://a.example', reason: 'malformed' } as const;
    await ledger.note([{ ...note, count: 1 }], 1.8e12);
    await ledger.note([{ ...note, page: sampleId(), count: 1 }], 1.8e12 + 9);
    expect(await ledger.healthSince(1.8e12)).toHaveLength(2);
    expect(await ledger.healthSince(1.8e12 + 1)).toMatchObject([{ lastAt: 1.8e12 + 9 }]);
  });

  it('finds the latest exchanges of one site that ended well, and does not look for ever', async () => {
    const site = 'https://a.example';
    const at = (startedAt: number, change: Partial<Draft> = {}) =>
      sampleDraft({ site, startedAt, endedAt: startedAt + 1, ...change });
    await ledger.keep(
      [
        ...[3, 1, 2].map((second) => at(1.8e12 + second)),
        at(1.8e12 + 9, { status: 'error' }),
        at(1.8e12 + 8, { site: 'https://b.example' }),
      ],
      describing,
    );
    expect(await ledger.goodMoments(site, 2)).toEqual([1.8e12 + 3, 1.8e12 + 2]);
    const failed = Array.from({ length: 400 }, (_, index) =>
      at(1.8e12 + 10 + index, { status: 'error' }),
    );
    await ledger.keep(failed, describing);
    expect(await ledger.goodMoments(site, 2)).toEqual([]);
  });
});
