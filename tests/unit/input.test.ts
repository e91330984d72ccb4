import { describe, expect, it } from 'vitest';
import { InputWatch } from '../../capture/input.ts';
import { MAX_COUNT } from '../../core/limits.ts';
import { Signals } from '../../core/provenance/signals.ts';
import { quietSignals } from './sample.ts';
import { WindowDouble } from './window-double.ts';

function watched() {
  const page = new WindowDouble();
  return { page, input: new InputWatch(page.window) };
}

describe('the watch over input', () => {
  it('takes a click without a press for a person’s, and a send by it as neither held nor made up', () => {
    const { page, input } = watched();
    page.happens('click', { timeStamp: 5_000.3 });
    expect(input.at(5_010)).toMatchObject({ sincePointer: 10, trustedPointers: 1 });
    expect(input.press(5_010)).toBeNull();
  });

  it('says nothing of holds and rhythm where the browser blurs its clock', () => {
    const { page, input } = watched();
    for (let key = 0; key < 30; key += 1) {
      page.happens('keydown', { code: 'KeyA', timeStamp: 1_000 + key * 100 });
      page.happens('keyup', { code: 'KeyA', timeStamp: 1_000 + key * 100 });
    }
    expect(input.at(4_000)).toMatchObject({ trustedKeys: 30, fingeredKeys: 0, cadence: null });
    expect(input.press(4_000)).toBeNull();
  });

  it('is as good as its schema after days of input, and holds no more than at first', () => {
    const { page, input } = watched();
    const codes = Array.from({ length: 40 }, (_, index) => `Key${index}`);
    for (let event = 0; event < MAX_COUNT + 10; event += 1) {
      page.happens('pointermove', { timeStamp: event });
      page.happens('keydown', { isTrusted: false, timeStamp: event });
    }
    for (let press = 0; press < 2_000; press += 1) {
      // Not every key that goes down comes up here.
      const code = codes[press % codes.length];
      page.happens('keydown', { code, timeStamp: 1e7 + press * 90.1 });
      if (press % 3 > 0) page.happens('keyup', { code, timeStamp: 1e7 + press * 90.1 + 50 });
    }
    const seen = input.at(2e7);
    expect(seen).toMatchObject({
      moves: MAX_COUNT,
      untrustedKeys: MAX_COUNT,
      cadence: { keys: 51 },
    });
    expect(Signals.safeParse({ ...quietSignals, ...seen }).success).toBe(true);
  });

  it('takes events that come out of the order of their stamps', () => {
    const { page, input } = watched();
    page.happens('pointerdown', { timeStamp: 5_000.7 });
    page.happens('pointerup', { timeStamp: 5_000.2 });
    expect(input.press(5_010)).toMatchObject({ hold: 0 });
  });
});
