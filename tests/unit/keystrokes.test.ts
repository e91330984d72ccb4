import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Keystrokes } from '../../capture/keystrokes.ts';
import { Cadence } from '../../core/provenance/signals.ts';

interface Press {
  gap: number;
  hold: number;
}

function type(presses: readonly Press[]): Keystrokes {
  const strokes = new Keystrokes();
  let at = 1_000;
  const events = presses.flatMap(({ gap, hold }, index) => {
    at += gap;
    return [
      { at, code: `Key${index % 8}`, down: true },
      { at: at + hold, code: `Key${index % 8}`, down: false },
    ];
  });
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (event.down) strokes.down(event.code, event.at);
    else strokes.up(event.code, event.at);
  }
  return strokes;
}

const repeat = (count: number, press: Press): Press[] => Array.from({ length: count }, () => press);

describe('the rhythm of keys', () => {
  it('is measured as intervals, holds and rollover', () => {
    const uneven = Array.from({ length: 21 }, (_, index) => ({
      gap: index % 2 === 0 ? 101.5 : 250.5,
      hold: 90.5,
    }));
    expect(type(uneven).cadence()).toEqual({
      keys: 21,
      medianInterval: 176,
      variation: 0.42,
      medianHold: 90.5,
      holdVariation: 0,
      medianFlight: 85.5,
      rollover: 0,
    });
    expect(type(repeat(20, { gap: 80.3, hold: 120.2 })).cadence()).toMatchObject({
      variation: 0,
      rollover: 1,
    });
  });

  it('says nothing of too few keys', () => {
    expect(type([]).cadence()).toBeNull();
    expect(type(repeat(2, { gap: 100.4, hold: 50 })).cadence()).toBeNull();
  });

  it('leaves pauses for thought out', () => {
    const presses = [...repeat(10, { gap: 120.4, hold: 70 }), { gap: 9_000, hold: 70 }];
    expect(type(presses).cadence()).toMatchObject({ keys: 10, medianInterval: 120.4 });
  });

  it('forgets what a send has used up', () => {
    const strokes = type(repeat(20, { gap: 120.4, hold: 70 }));
    strokes.forget();
    expect(strokes.cadence()).toBeNull();
  });

  it('always fits its schema, whatever the clock says', () => {
    const press = fc.record({
      gap: fc.double({ min: -20, max: 5_000, noNaN: true }),
      hold: fc.double({ min: -20, max: 5_000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(press, { maxLength: 120 }), (presses) => {
        // In the order they come, which need not be that of their stamps.
        const strokes = new Keystrokes();
        let at = 1_000;
        for (const [index, { gap, hold }] of presses.entries()) {
          at += gap;
          strokes.down(`Key${index % 8}`, at);
          strokes.up(`Key${index % 8}`, at + hold);
        }
        const cadence = strokes.cadence();
        if (cadence !== null) expect(Cadence.safeParse(cadence).success).toBe(true);
      }),
    );
  });
});
