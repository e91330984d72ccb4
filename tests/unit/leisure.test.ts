import { describe, expect, it } from 'vitest';
import { Leisure } from '../../capture/leisure.ts';

/** A leisure, what it let through, and the time. Hearing takes a millisecond. */
function setUp() {
  const heard: unknown[] = [];
  let clock = 0;
  let timers: { callback: () => void; at: number }[] = [];
  let pauses: (() => void)[] = [];
  const leisure = new Leisure({
    hear: (data) => {
      heard.push(data);
      clock += 1;
    },
    later: (callback, milliseconds) => timers.push({ callback, at: clock + milliseconds }),
    whenIdle: (callback) => pauses.push(callback),
    steady: () => clock,
  });
  return {
    leisure,
    heard,
    planned: () => timers.length + pauses.length,
    pass: (milliseconds: number) => {
      clock += milliseconds;
      const due = timers.filter(({ at }) => at <= clock);
      timers = timers.filter(({ at }) => at > clock);
      for (const { callback } of due) callback();
    },
    pause: () => {
      const due = pauses;
      pauses = [];
      for (const callback of due) callback();
    },
  };
}

const bytes = (id: number) => ({ type: 'bytes', id });

describe('leisure', () => {
  it('keeps answers until the page has nothing to do, and then does a little at a time', () => {
    const { leisure, heard, planned, pass, pause } = setUp();
    for (let id = 1; id <= 5; id += 1) leisure.take(bytes(id));
    pause();
    expect(heard).toEqual([]);
    pass(50);
    pause();
    expect(heard).toEqual([bytes(1), bytes(2)]);
    pause();
    pause();
    expect(heard).toHaveLength(5);
    expect(planned()).toBe(0);
    leisure.take(bytes(6));
    pass(50);
    pause();
    expect(heard.at(-1)).toEqual(bytes(6));
  });

  it('lets a stream pour in, but does not wait for its end for ever', () => {
    const { leisure, heard, pass, pause } = setUp();
    for (let id = 0; id < 24; id += 1) {
      leisure.take(bytes(id));
      pass(40);
      pause();
    }
    expect(heard).toEqual([]);
    for (let id = 24; id < 30; id += 1) {
      leisure.take(bytes(id));
      pass(40);
      pause();
    }
    expect(heard.length).toBeGreaterThan(0);
  });

  it('hears what asks at once, after all that came before', () => {
    const { leisure, heard, planned, pass, pause } = setUp();
    const sent = { type: 'message', direction: 'out' };
    const came = { type: 'message', direction: 'in' };
    const order = [bytes(1), came, { type: 'end' }, sent];
    for (const frame of order) leisure.take(frame);
    expect(heard).toEqual(order);
    for (const frame of [{ type: 'open' }, null, 5, 'forged']) leisure.take(frame);
    expect(heard.slice(4)).toEqual([{ type: 'open' }, null, 5, 'forged']);
    pass(50);
    pause();
    expect(heard).toHaveLength(8);
    expect(planned()).toBe(0);
  });

  it('waits for no more than it can hold, and not when it is told to finish', () => {
    const { leisure, heard } = setUp();
    for (let id = 0; id < 20_000; id += 1) leisure.take(bytes(id));
    expect(heard).toEqual([]);
    leisure.take(bytes(20_000));
    expect(heard).toHaveLength(20_001);
    leisure.take(bytes(20_001));
    leisure.finish();
    expect(heard).toHaveLength(20_002);
  });
});
