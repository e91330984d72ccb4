import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTime } from '../../platform/in-time.ts';

describe('waiting for a reply', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes on what came in time, and leaves no timer behind', async () => {
    await expect(inTime(Promise.resolve('a reply'), 100)).resolves.toBe('a reply');
    await expect(inTime(Promise.reject(new Error('gone')), 100)).rejects.toThrow('gone');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up on a reply that does not come', async () => {
    const waiting = inTime(new Promise(() => {}), 100);
    const givenUp = expect(waiting).rejects.toThrow('no reply in time');
    vi.advanceTimersByTime(100);
    await givenUp;
  });
});
