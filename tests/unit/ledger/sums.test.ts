import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, Interaction } from '../../../core/interaction.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import { Ledger } from '../../../platform/ledger/ledger.ts';
import { byKey, inEmptyLedger, onOneDay, recomputed } from '../ledger-book.ts';
import { quietSignals, sampleDraft, typedSignals, unseen } from '../sample.ts';
import { anySketch } from '../sample-sketches.ts';

const START = 1.8e12;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SITES = ['https://a.example', 'https://b.example'];

const anySignals: fc.Arbitrary<Signals> = fc.constantFrom(
  typedSignals,
  { ...quietSignals, pageAge: 500 },
  { ...quietSignals, pageAge: 500 },
  { ...quietSignals, sinceKey: 90_000, pageAge: 400_000 },
  { ...quietSignals, trigger: 'elsewhere' },
  { ...quietSignals, trigger: 'heartbeat' },
  { ...quietSignals, turn: 'tool-results' },
);

/** What may be done to a ledger; numbers choose among what there is by then. */
const anyDeed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('keep'),
      drafts: fc.array(
        fc.record({
          site: fc.constantFrom(...SITES, ...SITES.slice(0, 1)),
          model: fc.constantFrom(null, 'gpt-5'),
          minute: fc.nat(40),
          tokens: fc.nat(500),
          status: fc.constantFrom('complete', 'complete', 'aborted', 'error'),
          call: fc.constantFrom(null, null, null, null, null, 1, 2),
          sketch: fc.option(anySketch),
          signals: anySignals,
          again: fc.nat(5).map((chance) => chance === 0),
          which: fc.nat(),
        } as const),
        { minLength: 1, maxLength: 12, size: 'max' },
      ),
    } as const),
  },
  fc.record({
    type: fc.constant('look'),
    which: fc.nat(),
    after: fc.constantFrom(0, 9_000),
  } as const),
  fc.record({ type: fc.constant('settle'), days: fc.integer({ min: 0, max: 3 }) } as const),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('correct'),
      which: fc.nat(),
      how: fc.constantFrom(null, 'hands-on', 'delegated', 'automated'),
    } as const),
  },
  fc.record({
    type: fc.constant('teach'),
    site: fc.constantFrom(...SITES),
    how: fc.constantFrom('hands-on', 'automated'),
  } as const),
  fc.record({ type: fc.constant('unlearn'), site: fc.constantFrom(...SITES) } as const),
);
type Deed = typeof anyDeed extends fc.Arbitrary<infer One> ? One : never;

/** Does them one by one, each in one of the ledgers, which share a database. */
class Doer {
  readonly #drafts: Draft[] = [];
  #clock = START + DAY;

  async does(ledger: Ledger, deed: Deed): Promise<void> {
    this.#clock += 1;
    switch (deed.type) {
      case 'keep':
        return ledger.keep(
          deed.drafts.map((plan) => this.#draftOf(plan)),
          onOneDay,
        );
      case 'look': {
        const draft = this.#drafts[deed.which % this.#drafts.length];
        if (draft === undefined) return;
        const attention = { ...unseen, visibleAfter: deed.after };
        return ledger.look([{ id: draft.id, site: draft.site, attention }]);
      }
      case 'settle':
        return ledger.settle(START + deed.days * DAY);
      case 'correct': {
        const draft = this.#drafts[deed.which % this.#drafts.length];
        if (draft !== undefined) await ledger.correct(draft.id, deed.how, this.#clock);
        return;
      }
      case 'teach': {
        const drafts = Array.from({ length: 12 }, () =>
          sampleDraft({ site: deed.site, signals: { ...quietSignals, pageAge: 500 } }),
        );
        this.#drafts.push(...drafts);
        await ledger.keep(drafts, onOneDay);
        for (const { id } of drafts) {
          this.#clock += 1;
          await ledger.correct(id, deed.how, this.#clock);
        }
        return;
      }
      case 'unlearn':
        return ledger.unlearn(deed.site, this.#clock);
    }
  }

  #draftOf(plan: Extract<Deed, { type: 'keep' }>['drafts'][number]): Draft {
    const { minute, tokens, call, again, which, signals, sketch, ...rest } = plan;
    const earlier = this.#drafts[which % this.#drafts.length];
    const isStep = signals.turn === 'tool-results';
    const base = sampleDraft();
    const startedAt = START + minute * MINUTE;
    const draft = {
      ...base,
      ...rest,
      id: again && earlier !== undefined ? earlier.id : base.id,
      calls: call === null ? [] : [`k:000000000000000${call}`],
      startedAt,
      endedAt: startedAt + 4_000,
      usage: { ...base.usage, outputTokens: tokens },
      parent: isStep ? (earlier?.id ?? null) : null,
      sketch: isStep ? null : sketch,
      attention: unseen,
      signals,
    };
    this.#drafts.push(draft);
    return draft;
  }
}

async function expectSums(ledger: Ledger): Promise<Interaction[]> {
  const { interactions, rollups } = await ledger.contents();
  expect(byKey(rollups)).toEqual(recomputed(interactions));
  return interactions;
}

describe('the roll-ups', () => {
  it('are what they would be if they were added up anew, after whatever was done', async () => {
    const reached = { learned: 0, delegated: 0, unread: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyDeed, { minLength: 1, maxLength: 16, size: 'max' }),
        async (deeds) =>
          inEmptyLedger(async (ledger) => {
            const doer = new Doer();
            for (const deed of deeds) {
              await doer.does(ledger, deed);
              const interactions = await expectSums(ledger);
              reached.learned += Number((await ledger.learned()).length > 0);
              reached.delegated += Number(
                interactions.some(({ verdict }) => verdict.class === 'delegated'),
              );
              reached.unread += Number(interactions.some(({ flags }) => flags.includes('unread')));
            }
          }),
      ),
      { numRuns: 30 },
    );
    // What is hardest to keep in step did happen.
    for (const times of Object.values(reached)) expect(times).toBeGreaterThan(0);
  });

  it('are so with two windows that write to one database at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 4, maxLength: 10 }), async (deeds) =>
        inEmptyLedger(async (ledger) => {
          const other = new Ledger(ledger.name);
          try {
            const doers = [new Doer(), new Doer()];
            await Promise.all(
              [ledger, other].map(async (one, index) => {
                for (const deed of deeds) await doers[index]?.does(one, deed);
              }),
            );
            await expectSums(other);
          } finally {
            other.close();
          }
        }),
      ),
      { numRuns: 30 },
    );
  });
});
