/** People who type otherwise than most, or not at all, and whose input looks made up for that alone. */
import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import { judge } from '../../../core/provenance/judge.ts';
import { type Cadence, Signals } from '../../../core/provenance/signals.ts';
import { humanCadence, quietSignals } from '../sample.ts';

const atWork: Signals = { ...quietSignals, pageAge: 400_000, sinceSend: 90_000 };
const click = { sincePointer: 70, sendHold: 95, trustedPointers: 1, moves: 30 };
const enter = { sinceKey: 12, sendHold: 90, trustedKeys: 1 };
const typing = (change: Partial<Cadence>): Partial<Signals> => ({
  ...enter,
  sinceEntry: 400,
  trustedKeys: 40,
  fingeredKeys: 38,
  cadence: { ...humanCadence, ...change },
});

const PEOPLE: [who: string, signals: Partial<Signals>][] = [
  ['dictates and clicks', { ...click, insertedBlocks: 6, sinceEntry: 2_400 }],
  ['dictates and presses Enter', { ...enter, insertedBlocks: 6, sinceEntry: 1_500 }],
  [
    'dictates, and has “press Enter” done',
    { sinceKey: 4, sendHold: 0, trustedKeys: 1, insertedBlocks: 4, sinceEntry: 1_200 },
  ],
  [
    'dictates and has a screen reader click',
    { sincePointer: 4, trustedPointers: 1, insertedBlocks: 3, sinceEntry: 3_000 },
  ],
  ['composes with an input method', { ...typing({}), compositions: 14, sinceEntry: 9 }],
  ['composes on a touch screen', { ...click, compositions: 14, sinceEntry: 900, moves: 0 }],
  [
    'has a text expander insert',
    { ...enter, trustedKeys: 5, fingeredKeys: 4, insertedBlocks: 1, sinceEntry: 700 },
  ],
  [
    'has a text expander type',
    {
      ...typing({
        medianInterval: 2,
        variation: 0.3,
        medianHold: 1,
        holdVariation: 0.2,
        medianFlight: 1,
        rollover: 0,
      }),
      fingeredKeys: 4,
    },
  ],
  [
    'has a slow text expander type, evenly',
    {
      ...typing({
        medianInterval: 45,
        variation: 0.05,
        medianHold: 1,
        medianFlight: 44,
        rollover: 0,
      }),
      fingeredKeys: 4,
      deletions: 4,
      sinceEntry: 250,
    },
  ],
  [
    'has a password manager or a writing assistant set the text',
    { ...click, scriptedEntries: 1, sinceEntry: 1_200 },
  ],
  [
    'types and has a screen reader click',
    { ...typing({}), sinceKey: 900, sendHold: null, sincePointer: 3, trustedPointers: 1 },
  ],
  ['has only a screen reader click', { sincePointer: 3, trustedPointers: 1 }],
  [
    'presses one switch, long',
    {
      ...typing({
        medianInterval: 1_400,
        variation: 0.4,
        medianHold: 450,
        holdVariation: 0.2,
        medianFlight: 900,
        rollover: 0,
      }),
      sendHold: 620,
    },
  ],
  [
    'types by looking, with presses of no length',
    {
      ...typing({
        medianInterval: 1_100,
        variation: 0.35,
        medianHold: 0,
        holdVariation: 0,
        medianFlight: 1_100,
        rollover: 0,
      }),
      fingeredKeys: 0,
      sendHold: 0,
    },
  ],
  [
    'types by looking, too slowly for any rhythm',
    { sinceKey: 5, sendHold: 0, trustedKeys: 12, fingeredKeys: 0, sinceEntry: 3_000 },
  ],
  [
    'types with one hand',
    typing({
      medianInterval: 420,
      variation: 0.7,
      medianHold: 115,
      medianFlight: 290,
      rollover: 0,
    }),
  ],
  [
    'types too slowly for any rhythm',
    { ...typing({}), trustedKeys: 12, fingeredKeys: 12, cadence: null },
  ],
  [
    'types very fast',
    typing({
      medianInterval: 62,
      variation: 0.42,
      medianHold: 58,
      medianFlight: 7,
      rollover: 0.5,
    }),
  ],
  ['types evenly', typing({ medianInterval: 140, variation: 0.22, holdVariation: 0.12 })],
  [
    'has a browser that blurs its clock',
    { ...typing({}), sendHold: null, fingeredKeys: 0, cadence: null },
  ],
  [
    'pastes and sends with the keyboard',
    { ...enter, trustedKeys: 3, fingeredKeys: 2, pastes: 1, sinceEntry: 500 },
  ],
  ['has an app complete what is typed', { ...typing({}), sinceKey: 300, sinceEntry: 299 }],
  [
    'has an app complete the first few words',
    { sinceKey: 300, sinceEntry: 299, trustedKeys: 4, fingeredKeys: 0 },
  ],
  ['drops a text and clicks', { ...click, pastes: 1, sinceEntry: 1_800 }],
];

describe('nobody is called automated for being one who', () => {
  it.each(PEOPLE)('%s', (_, change) => {
    const signals = Signals.parse({ ...atWork, ...change });
    const verdict = judge({ signals, context: NO_CONTEXT, parent: null, leaning: null });
    expect(verdict.class).not.toBe('automated');
  });

  it.each(PEOPLE)('%s, in a page opened only now', (_, change) => {
    const signals = Signals.parse({ ...atWork, ...change, pageAge: 20_000, sinceSend: null });
    const verdict = judge({ signals, context: NO_CONTEXT, parent: null, leaning: null });
    expect(verdict.class).not.toBe('automated');
  });
});
