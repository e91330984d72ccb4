import { describe, expect, it } from 'vitest';
import { AttentionWatch } from '../../capture/attention-watch.ts';
import { AttentionFacts } from '../../core/provenance/attention-facts.ts';
import { sampleId } from './sample.ts';
import { WindowDouble } from './window-double.ts';

function setUp() {
  const page = new WindowDouble();
  const told = new Map<string, AttentionFacts>();
  const clock = { now: 1_000 };
  const watch = new AttentionWatch({
    window: page.window,
    steady: () => clock.now,
    later: () => {},
    report: (id, facts) => told.set(id, facts),
  });
  return { page, told, clock, watch };
}

describe('the watch over answers', () => {
  it('looks after the latest 32 answers, however many there were', () => {
    const { page, told, watch } = setUp();
    const ids = Array.from({ length: 500 }, () => sampleId());
    for (const id of ids) {
      watch.begin(id);
      watch.end(id);
    }
    page.happens('copy', {});
    page.happens('pagehide', {});
    expect([...told.keys()]).toEqual(ids.slice(-32));
  });

  it('is as good as its schema after days of scrolling', () => {
    const { page, told, watch } = setUp();
    const id = sampleId();
    watch.begin(id);
    watch.end(id);
    for (let scroll = 0; scroll < 1_000_100; scroll += 1) page.happens('wheel', {});
    page.happens('pagehide', {});
    expect(AttentionFacts.safeParse(told.get(id)).success).toBe(true);
  });

  it('does not count the time in which nobody stirs, or the page is hidden', () => {
    const { page, told, clock, watch } = setUp();
    const id = sampleId();
    watch.begin(id);
    watch.end(id);
    clock.now += 600_000;
    page.document.hidden = true;
    page.happens('visibilitychange', {});
    clock.now += 600_000;
    page.happens('pagehide', {});
    expect(told.get(id)).toMatchObject({ visibleDuring: 0, visibleAfter: 60_000 });
  });
});
