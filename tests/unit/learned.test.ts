/** What corrections teach about a site, and that it can be forgotten. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { sampleDraft, sampleId } from './sample.ts';

const SITE = 'https://chat.corp.example';
/** When the first correction was made; each later one a second after the one before. */
const FIRST = 1.8e12;

const ENOUGH_CORRECTIONS = 10;

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
  it('is forgotten, the corrections staying', async () => {
    const untaught = (await verdicts()).map(([verdict]) => verdict);
    await correct(ENOUGH_CORRECTIONS);
    expect(await ledger.learned()).toHaveLength(1);
    await ledger.unlearn(SITE, FIRST + 60_000);
    expect(await ledger.learned()).toEqual([]);
    const forgotten = await verdicts();
    expect(forgotten.map(([verdict]) => verdict)).toEqual(untaught);
    expect(forgotten.filter(([, correction]) => correction === 'automated')).toHaveLength(
      ENOUGH_CORRECTIONS,
    );
  });
});
