/** What corrections teach about a site, and that forgetting it can be undone. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENOUGH_CORRECTIONS } from '../../core/provenance/leaning.ts';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { sampleDraft, sampleId } from './sample.ts';

const SITE = 'https://chat.corp.example';
/** When the first correction was made; each later one a second after the one before. */
const FIRST = 1.8e12;

let ledger: Ledger;
let ids: string[];
beforeEach(async () => {
  ledger = new Ledger(`test-${sampleId()}`);
  const drafts = Array.from({ length: ENOUGH_CORRECTIONS + 2 }, () => sampleDraft());
  ids = drafts.map(({ id }) => id);
  await ledger.keep(drafts, ({ toolCalls }) => ({ toolCalls, day: '2027-01-15' }));
});
afterEach(async () => {
  await ledger.delete();
});

/** The person calls as many of them automated. */
async function correct(count: number, from = 0): Promise<void> {
  for (const [index, id] of ids.slice(from, from + count).entries()) {
    await ledger.correct(id, 'automated', FIRST + (from + index) * 1_000);
  }
}

const verdicts = async () =>
  (await ledger.interactions.bulkGet(ids)).map((one) => [one?.verdict, one?.correction]);

describe('what corrections taught', () => {
  it('is nothing where there are none, or too few', async () => {
    expect(await ledger.learned()).toEqual([]);
    await correct(ENOUGH_CORRECTIONS - 1);
    expect(await ledger.learned()).toEqual([{ site: SITE, since: 0, leaning: null }]);
  });

  it('stands in every verdict of the site', async () => {
    await correct(ENOUGH_CORRECTIONS);
    const [{ leaning } = { leaning: null }] = await ledger.learned();
    expect(leaning?.offset).toBeGreaterThan(0);
    expect(leaning?.corrections).toBe(ENOUGH_CORRECTIONS);
    const last = await ledger.interactions.get(ids.at(-1) ?? '');
    expect(last?.verdict.evidence.at(-1)).toEqual({
      id: 'your-corrections',
      weight: leaning?.offset,
      count: ENOUGH_CORRECTIONS,
    });
  });

  it('is forgotten, the corrections staying, and had back as it was', async () => {
    const untaught = (await verdicts()).map(([verdict]) => verdict);
    await correct(ENOUGH_CORRECTIONS);
    const taught = { learned: await ledger.learned(), verdicts: await verdicts() };
    const forgottenAt = FIRST + 60_000;
    await ledger.unlearn(SITE, forgottenAt);
    expect(await ledger.learned()).toEqual([{ site: SITE, since: forgottenAt, leaning: null }]);
    const forgotten = await verdicts();
    expect(forgotten.map(([verdict]) => verdict)).toEqual(untaught);
    expect(forgotten.filter(([, correction]) => correction === 'automated')).toHaveLength(
      ENOUGH_CORRECTIONS,
    );
    await ledger.relearn(SITE);
    expect({ learned: await ledger.learned(), verdicts: await verdicts() }).toEqual(taught);
  });

  it('is gone with the corrections that were taken back', async () => {
    await correct(2);
    for (const id of ids) await ledger.correct(id, null, FIRST + 60_000);
    expect(await ledger.learned()).toEqual([]);
  });
});
