import { describe, expect, it } from 'vitest';
import { Outbox } from '../../capture/outbox.ts';
import { Draft } from '../../core/interaction.ts';
import { Look } from '../../core/look.ts';
import type { RecordReply, RecordRequest } from '../../core/messages.ts';
import { sampleDraft, sampleId } from './sample.ts';

const idsOf = (request: RecordRequest) => request.drafts.map((draft) => Draft.parse(draft).id);

/** An outbox, the recorder it delivers to, and the timers it has set. */
function setUp(recorder: (request: RecordRequest) => Promise<RecordReply>) {
  const timers: { callback: () => void; milliseconds: number }[] = [];
  const delivered: RecordRequest[] = [];
  const outbox = new Outbox({
    deliver: (request) => {
      delivered.push(request);
      return recorder(request);
    },
    later: (callback, milliseconds) => timers.push({ callback, milliseconds }),
    page: sampleId(),
    site: 'https://chat.corp.example',
  });
  return { outbox, timers, delivered };
}

const recordAll = async (request: RecordRequest): Promise<RecordReply> => ({
  type: 'recorded',
  recorded: idsOf(request),
  refused: [],
});

/** Lets everything that waits on nothing but promises come to rest. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the outbox', () => {
  it('delivers what one task puts in as one batch, and nothing again', async () => {
    const { outbox, delivered } = setUp(recordAll);
    const drafts = [sampleDraft(), sampleDraft()];
    for (const draft of drafts) outbox.put(draft);
    await settle();
    outbox.flush();
    await settle();
    expect(delivered.map(idsOf)).toEqual([drafts.map(({ id }) => id)]);
  });

  it('tells who looked at an answer only with the answer or after it', async () => {
    const { outbox, delivered } = setUp(recordAll);
    const drafts = Array.from({ length: 200 }, () => sampleDraft());
    const attention = {
      visibleDuring: 0,
      visibleAfter: 9,
      scrolls: 0,
      copies: 0,
      followedUp: false,
    };
    for (const draft of drafts) outbox.put(draft);
    for (const { id } of drafts.toReversed()) outbox.look(id, attention);
    await settle();
    const looks = delivered.flatMap((request) => request.looks.map((look) => Look.parse(look).id));
    expect(looks.toSorted()).toEqual(drafts.map(({ id }) => id).toSorted());
    for (const [index, request] of delivered.entries()) {
      const known = new Set(delivered.slice(0, index + 1).flatMap(idsOf));
      for (const look of request.looks) expect(known.has(Look.parse(look).id)).toBe(true);
    }
  });

  it('keeps what was not acknowledged and tries again, ever more slowly', async () => {
    let reachable = false;
    const { outbox, timers, delivered } = setUp((request) =>
      reachable ? recordAll(request) : Promise.reject(new Error('the background died')),
    );
    const draft = sampleDraft();
    outbox.put(draft);
    await settle();
    for (let round = 0; round < 10; round += 1) {
      timers.at(-1)?.callback();
      await settle();
    }
    const waits = timers.map(({ milliseconds }) => milliseconds);
    expect(waits.slice(0, 3)).toEqual([250, 500, 1000]);
    expect(waits.at(-1)).toBe(30_000);
    reachable = true;
    timers.at(-1)?.callback();
    await settle();
    expect(delivered.at(-1)?.drafts).toMatchObject([{ id: draft.id }]);
    const rounds = delivered.length;
    outbox.flush();
    await settle();
    expect(delivered).toHaveLength(rounds);
  });

  it('does not hammer the background while a retry is due', async () => {
    const { outbox, timers, delivered } = setUp(() => Promise.reject(new Error('gone')));
    for (let count = 0; count < 20; count += 1) {
      outbox.put(sampleDraft());
      await settle();
    }
    expect(delivered).toHaveLength(1);
    expect(timers).toHaveLength(1);
  });

  it('tries again soon for something new, however often it failed', async () => {
    const { outbox, timers, delivered } = setUp(() => Promise.reject(new Error('gone')));
    outbox.put(sampleDraft());
    await settle();
    for (let round = 0; round < 5; round += 1) {
      timers.at(-1)?.callback();
      await settle();
    }
    const stale = timers.at(-1);
    outbox.put(sampleDraft());
    expect(timers.at(-1)?.milliseconds).toBe(250);
    timers.at(-1)?.callback();
    await settle();
    expect(delivered.at(-1)?.drafts).toHaveLength(2);
    const rounds = delivered.length;
    stale?.callback();
    await settle();
    expect(delivered).toHaveLength(rounds);
  });

  it('keeps what a reply leaves out', async () => {
    const { outbox, timers, delivered } = setUp(async (request) => ({
      type: 'recorded',
      recorded: idsOf(request).slice(0, 1),
      refused: [],
    }));
    const drafts = [sampleDraft(), sampleDraft()];
    for (const draft of drafts) outbox.put(draft);
    await settle();
    timers.at(-1)?.callback();
    await settle();
    expect(delivered.map((request) => idsOf(request).length)).toEqual([2, 1]);
  });

  it('gives up on what the recorder refuses, and says so', async () => {
    const { outbox, delivered } = setUp(async (request) => ({
      type: 'recorded',
      recorded: [],
      refused: idsOf(request),
    }));
    outbox.put(sampleDraft());
    await settle();
    expect(delivered).toHaveLength(2);
    expect(delivered[1]).toMatchObject({ drafts: [], health: [{ reason: 'refused', count: 1 }] });
  });

  it('holds a bounded number and counts what it had to drop', async () => {
    const { outbox, timers, delivered } = setUp(() => Promise.reject(new Error('gone')));
    for (let count = 0; count < 2_005; count += 1) outbox.put(sampleDraft());
    await settle();
    timers.at(-1)?.callback();
    await settle();
    expect(delivered.at(-1)?.health).toMatchObject([{ reason: 'dropped', count: 5 }]);
    expect(delivered.at(-1)?.drafts).toHaveLength(64);
    // What is dropped is as good a reason to try again soon as what is held.
    expect(timers.at(-1)?.milliseconds).toBe(500);
    outbox.put(sampleDraft());
    expect(timers.at(-1)?.milliseconds).toBe(250);
  });
});
