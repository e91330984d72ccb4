import { describe, expect, it } from 'vitest';
import { Leisure } from '../../capture/leisure.ts';

/** A leisure, what it let through, and the time. Hearing takes a millisecond; one id is not borne. */
function setUp(unborne?: number) {
  const heard: unknown[] = [];
  let clock = 0;
  let timers: { callback: () => void; at: number }[] = [];
  let pauses: ((left: number) => void)[] = [];
  const leisure = new Leisure({
    hear: (data) => {
      if (unborne !== undefined && Object(data).id === unborne) throw new Error('unborne');
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
    pause: (left = 0) => {
      const due = pauses;
      pauses = [];
      for (const callback of due) callback(left);
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
    pause(3);
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

  it.each([
    { what: 'bytes', frame: { type: 'bytes', bytes: new Uint8Array(1_000_000) } },
    { what: 'text', frame: { type: 'text', text: 'a'.repeat(1_000_000) } },
  ])('waits for no more $what than it can hold', ({ frame }) => {
    const { leisure, heard } = setUp();
    for (let round = 1; round <= 2; round += 1) {
      for (let count = 0; count < 31; count += 1) leisure.take(frame);
      expect(heard).toHaveLength((round - 1) * 32);
      leisure.take(frame);
      expect(heard).toHaveLength(round * 32);
    }
  });

  it('hears a large message of a socket at once', () => {
    const { leisure, heard } = setUp();
    leisure.take({ direction: 'in', data: 'a'.repeat(15_999) });
    expect(heard).toHaveLength(0);
    leisure.take({ direction: 'in', data: new Uint8Array(16_000) });
    expect(heard).toHaveLength(2);
  });

  it('lets no more small frames wait either, and none when it is told to finish', () => {
    const { leisure, heard } = setUp();
    for (let id = 0; id < 64_000; id += 1) leisure.take(bytes(id));
    expect(heard).toEqual([]);
    leisure.take(bytes(0));
    expect(heard).toHaveLength(64_001);
    leisure.take(bytes(1));
    leisure.finish();
    expect(heard).toHaveLength(64_002);
  });

  it('goes on with the rest where something goes wrong with one', () => {
    const { leisure, heard, pass, pause } = setUp(2);
    for (let id = 1; id <= 4; id += 1) leisure.take(bytes(id));
    pass(50);
    expect(() => pause(10)).toThrow();
    leisure.take(bytes(5));
    pass(50);
    pause(10);
    expect(heard).toEqual([1, 3, 4, 5].map(bytes));
  });
});
