import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, Interaction } from '../../../core/interaction.ts';
import type { Look } from '../../../core/look.ts';
import { attentionTo } from '../../../core/provenance/attention.ts';
import type { AttentionFacts } from '../../../core/provenance/attention-facts.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { byKey, inEmptyLedger, onOneDay, recomputed, settleAll } from '../ledger-book.ts';
import { quietSignals, sampleDraft, typedSignals, unseen } from '../sample.ts';
import { anySketch, changed, sketchOfKind } from '../sample-sketches.ts';

const START = 1.8e12;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Long after everything a test tells of. */
const LONG_AFTER = START + 10 * DAY;

const anyAttention: fc.Arbitrary<AttentionFacts | null> = fc.constantFrom(
  null,
  unseen,
  unseen,
  { ...unseen, visibleDuring: 9_000 },
  { ...unseen, scrolls: 2 },
);

const anyLook: fc.Arbitrary<AttentionFacts> = fc.constantFrom(
  unseen,
  { ...unseen, visibleAfter: 900 },
  { ...unseen, visibleAfter: 9_000 },
  { ...unseen, copies: 1 },
  { ...unseen, followedUp: true },
);

const idle: Signals = { ...quietSignals, sinceKey: 5_000, sinceSend: 4_000, pageAge: 40_000 };
const unclear: Signals = { ...quietSignals, pageAge: 500 };
const step: Signals = { ...quietSignals, turn: 'tool-results' };
/** What an app asks by itself, moments after a turn. */
const aside: Signals = { ...idle, sinceTurn: 200 };
const cron: Signals = { ...quietSignals, trigger: 'schedule' };

/** Drafts that have to do with each other, within half a day. */
const anyStory = (sketch: fc.Arbitrary<string | null>): fc.Arbitrary<Draft[]> =>
  fc
    .array(
      fc.record({
        signals: fc.constantFrom(typedSignals, idle, unclear, unclear, step, step, aside, cron),
        conversation: fc.constantFrom(null, 'c:0000000000000001', 'c:0000000000000002'),
        site: fc.constantFrom('https://a.example', 'https://a.example', 'https://b.example'),
        // Half of them keep to the clock.
        minute: fc.oneof(
          fc.nat(11).map((tick) => tick * 30),
          fc.nat(12 * 60),
        ),
        tokens: fc.constantFrom(200, 200, 340),
        descendsFrom: fc.nat(),
        attention: anyAttention,
        sketch,
      }),
      { minLength: 2, maxLength: 36 },
    )
    .map((parts) => {
      const drafts: Draft[] = [];
      for (const { signals, minute, tokens, descendsFrom, ...rest } of parts) {
        const startedAt = START + minute * MINUTE;
        const isStep = signals === step || signals === aside;
        const base = sampleDraft();
        drafts.push({
          ...base,
          ...rest,
          signals,
          startedAt,
          endedAt: startedAt + 5_000,
          parent: isStep ? (drafts[descendsFrom % Math.max(1, drafts.length)]?.id ?? null) : null,
          sketch: isStep ? null : rest.sketch,
          usage: { ...base.usage, outputTokens: tokens },
        });
      }
      return drafts;
    });

/** One thing that a ledger hears. */
type Event =
  | { type: 'draft'; draft: Draft }
  | { type: 'look'; look: Look }
  | { type: 'settle'; now: number };

/** What is told of a story, each thing with a place in the order of one telling. */
interface Telling {
  events: Event[];
  /** How many are told at once, again and again. */
  batches: number[];
}

const inOrderOf = <Value>(values: readonly Value[], places: readonly number[]): Value[] =>
  values
    .map((value, index) => ({ value, place: places[index % places.length] ?? 0 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);

/** Any order in which a page tells of an answer before it tells who looked at it. */
function tellingOf(events: readonly Event[], places: number[], batches: number[]): Telling {
  const ordered: Event[] = [];
  const told = new Set<string>();
  const waiting: Event[] = [];
  for (const event of inOrderOf(events, places)) {
    if (event.type === 'look' && !told.has(event.look.id)) waiting.push(event);
    else ordered.push(event);
    if (event.type === 'draft') told.add(event.draft.id);
  }
  return { events: [...ordered, ...waiting], batches };
}

async function tell(ledger: Ledger, { events, batches }: Telling): Promise<void> {
  let from = 0;
  for (let batch = 0; from < events.length; batch += 1) {
    const size = batches[batch % batches.length] ?? 1;
    const some = events.slice(from, from + size);
    from += size;
    // As the recorder does with one delivery.
    await ledger.keep(
      some.flatMap((event) => (event.type === 'draft' ? event.draft : [])),
      onOneDay,
    );
    await ledger.look(some.flatMap((event) => (event.type === 'look' ? event.look : [])));
    for (const event of some) if (event.type === 'settle') await ledger.settle(event.now);
  }
}

/** All that may be said at the end; `change` alone tells of the way there. */
function outcome(row: Interaction) {
  const { change: _, ...interaction } = row;
  const { attention, dayOver } = interaction.context;
  // Whether anybody still waits for a look stands for nothing once there was one.
  const waited = attentionTo(attention, false) === 'not-seen' && dayOver;
  return { ...interaction, context: { ...interaction.context, dayOver: waited } };
}

async function endOf(telling: Telling) {
  return inEmptyLedger(async (ledger) => {
    await tell(ledger, telling);
    await settleAll(ledger, LONG_AFTER);
    const { interactions, rollups } = await ledger.contents();
    expect(byKey(rollups)).toEqual(recomputed(interactions));
    const byId = interactions.map(outcome).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { interactions: byId, rollups: byKey(rollups) };
  });
}

const places = fc.array(fc.nat(1_000), { minLength: 40, maxLength: 80 });
const batches = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

function expectSameEnd(
  story: fc.Arbitrary<Draft[]>,
  settles: fc.Arbitrary<number>,
  numRuns: number,
) {
  return fc.assert(
    fc.asyncProperty(
      story.chain((drafts) =>
        fc.record({
          drafts: fc.constant(drafts),
          again: fc.subarray(drafts),
          looks: fc.array(fc.record({ whose: fc.nat(), attention: anyLook }), { maxLength: 12 }),
          settles: fc.array(settles, { maxLength: 3 }),
        }),
      ),
      places,
      places,
      batches,
      batches,
      async ({ drafts, again, looks, settles: nows }, one, other, some, more) => {
        const events: Event[] = [
          ...[...drafts, ...again].map((draft) => ({ type: 'draft', draft }) as const),
          ...looks.flatMap(({ whose, attention }): Event[] => {
            const draft = drafts[whose % drafts.length];
            if (draft === undefined) return [];
            return [{ type: 'look', look: { id: draft.id, site: draft.site, attention } }];
          }),
          ...nows.map((now) => ({ type: 'settle', now }) as const),
        ];
        const ends = [
          await endOf(tellingOf(events, one, some)),
          await endOf(tellingOf(events, other, more)),
        ];
        expect(ends[1]).toEqual(ends[0]);
      },
    ),
    { numRuns },
  );
}

describe('the order in which evidence arrives', () => {
  it('moves nothing but the history, for all that begins within one day and is told in it', () =>
    expectSameEnd(
      anyStory(fc.option(anySketch)),
      fc.integer({ min: START, max: START + DAY }),
      60,
    ));

  it('moves nothing where answers are read before or after their day is over', () =>
    expectSameEnd(
      anyStory(fc.constant(null)),
      fc.integer({ min: START, max: START + 3 * DAY }),
      40,
    ));

  it('moves nothing of a schedule that shows itself by its prompts alone', () => {
    // The middle one is like both others, which are not like each other.
    const kinds = [
      changed(sketchOfKind(0), 20, 0),
      sketchOfKind(0),
      changed(sketchOfKind(0), 20, 32),
    ];
    const ticks = fc
      .array(fc.nat(kinds.length - 1), { minLength: 8, maxLength: 14 })
      .map((chosen) =>
        chosen.map((kind, tick) =>
          sampleDraft({
            startedAt: START + tick * 10 * MINUTE,
            endedAt: START + tick * 10 * MINUTE + 900,
            conversation: `c:00000000000000${(tick + 16).toString(16)}`,
            signals: unclear,
            sketch: kinds[kind] ?? null,
          }),
        ),
      );
    return expectSameEnd(ticks, fc.constant(START), 25);
  });
});
