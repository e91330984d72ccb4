/** Any facts there may be about one send. */
import fc from 'fast-check';
import type { Context } from '../../core/provenance/context.ts';
import type { Cadence, Signals } from '../../core/provenance/signals.ts';
import { quietSignals } from './sample.ts';

const since = fc.option(fc.oneof(fc.nat(100), fc.nat(3_000), fc.nat(15_000), fc.nat(200_000)));
const ratio = fc.oneof(
  fc.double({ min: 0, max: 0.2, noNaN: true }),
  fc.double({ min: 0, max: 3, noNaN: true }),
);
const duration = fc.option(fc.oneof(fc.nat(10), fc.nat(300)));

const anyCadence: fc.Arbitrary<Cadence> = fc.record({
  keys: fc.nat(50),
  medianInterval: fc.oneof(fc.nat(40), fc.nat(1_500)),
  variation: ratio,
  medianHold: duration,
  holdVariation: fc.option(ratio),
  medianFlight: duration,
  rollover: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** What is looked at for how the prompt got in, and for nothing else. */
export const anyEntry = fc.record({
  fingeredKeys: fc.nat(60),
  moves: fc.nat(50),
  untrustedKeys: fc.nat(3),
  untrustedPointers: fc.nat(3),
  pastes: fc.nat(2),
  insertedBlocks: fc.nat(2),
  scriptedEntries: fc.nat(2),
  deletions: fc.nat(9),
  cadence: fc.option(anyCadence),
});

/** Without what the wire or a descent decides. */
export const anySignals: fc.Arbitrary<Signals> = fc
  .record({
    trigger: fc.constantFrom(null, null, null, 'page', 'elsewhere', 'app'),
    turn: fc.constantFrom('prompt', 'not seen'),
    sinceKey: since,
    sincePointer: since,
    sinceEntry: since,
    sendHold: duration,
    pageAge: fc.nat(100_000),
    sinceSend: since,
    sinceTurn: since,
    trustedKeys: fc.nat(60),
    trustedPointers: fc.nat(3),
    compositions: fc.nat(2),
    visible: fc.boolean(),
    focused: fc.boolean(),
    webdriver: fc.boolean(),
    entry: anyEntry,
  } as const)
  .map(({ entry, ...rest }) => ({ ...quietSignals, ...rest, ...entry }));

export const anyPace = fc.option(
  fc.record({ regular: fc.boolean(), sameSize: fc.boolean(), alone: fc.boolean() }),
);

export const anyContext: fc.Arbitrary<Context> = fc.record({
  conversationPace: anyPace,
  promptPace: anyPace,
  repetition: fc.constantFrom(null, 'fresh', 'same-template', 'near-duplicate'),
  attention: fc.option(
    fc.record({
      visibleDuring: fc.nat(4_000),
      visibleAfter: fc.nat(4_000),
      scrolls: fc.nat(2),
      copies: fc.nat(2),
      followedUp: fc.boolean(),
    }),
  ),
  dayOver: fc.boolean(),
} as const);
