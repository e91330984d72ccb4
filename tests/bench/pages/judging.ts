/**
 * Runs in one of the extension's own pages: ledgers as somebody's are after a day or after most of a
 * year, and what it costs to judge and keep what comes next.
 */
import { daysBefore } from '../../../core/days.ts';
import { interactionId } from '../../../core/identity.ts';
import { Draft, type Interaction } from '../../../core/interaction.ts';
import { NO_CONTEXT } from '../../../core/provenance/context.ts';
import { judge } from '../../../core/provenance/judge.ts';
import type { Signals } from '../../../core/provenance/signals.ts';
import { addRollups, type Rollup, rollupKey, rollupOf } from '../../../core/rollup.ts';
import { Ledger } from '../../../platform/ledger/ledger.ts';
import { quietSignals, sampleDraft, sampleInteraction, typedSignals } from '../../unit/sample.ts';

const NOW = 1.8e12;
/** Between one interaction and the next, in ms. */
const PACE = 20_000;
const DAY = 86_400_000;
const TODAY = '2027-01-15';
const STREAM_LIFE = 60 * DAY;
const SITES = Array.from({ length: 5 }, (_, index) => `https://app-${index}.corp.example`);
/** Turns and their steps in one conversation. */
const CONVERSATION = 12;
const TURN = 4;
/** Rows put in at once while a ledger is made. */
export const AT_ONCE = 5_000;

const step: Signals = { ...quietSignals, turn: 'tool-results' };
const idle: Signals = { ...quietSignals, sinceKey: 90_000, pageAge: 400_000 };
const unseen = { visibleDuring: 0, visibleAfter: 0, scrolls: 0, copies: 0, followedUp: false };

let made = 0;
/** Unlike any other, and of that moment. */
function idAt(moment: number): string {
  made += 1;
  const random = new Uint8Array(16);
  new DataView(random.buffer).setUint32(12, made);
  return interactionId(moment, random);
}

const hash = (number: number) => (Math.imul(number, 0x9e_37_79_b1) >>> 0).toString(16);
const sketchOf = (number: number) =>
  Array.from({ length: 8 }, (_, part) => hash(number * 8 + part + 1).padStart(8, '0')).join('');
const conversationOf = (number: number) => `c:${number.toString(16).padStart(16, '0')}`;
const siteOf = (conversation: number) => SITES[conversation % SITES.length] ?? '';

/** The `index`th of `count` interactions, the last of them just over. */
function earlier(index: number, count: number, parent: string | null): Interaction {
  const conversation = Math.floor(index / CONVERSATION);
  const startedAt = NOW - (count - index) * PACE;
  const signals = parent === null ? typedSignals : step;
  return sampleInteraction({
    id: idAt(startedAt),
    site: siteOf(conversation),
    startedAt,
    endedAt: startedAt + 9_000,
    conversation: conversationOf(conversation),
    parent,
    signals,
    day: daysBefore(TODAY, Math.floor((NOW - startedAt) / DAY)),
    verdict: judge({ signals, context: NO_CONTEXT, parent: 'hands-on', leaning: null }),
  });
}

async function openLedger(name: string): Promise<Ledger> {
  const ledger = new Ledger(name);
  await ledger.open();
  return ledger;
}

/** Puts rows in as fast as the browser takes them: what seeds a bench need not outlive the machine. */
async function put(ledger: Ledger, rows: Record<string, readonly object[]>): Promise<void> {
  const transaction = ledger
    .backendDB()
    .transaction(Object.keys(rows), 'readwrite', { durability: 'relaxed' });
  for (const [table, values] of Object.entries(rows)) {
    const store = transaction.objectStore(table);
    for (const value of values) store.put(value);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
  });
}

const sums = new Map<string, Map<string, Rollup>>();

/** Puts some of the `count` interactions into the ledger of that name, with what belongs to each. */
export async function seedSome(name: string, count: number, from: number): Promise<void> {
  const ledger = await openLedger(name);
  const sumsHere = sums.get(name) ?? new Map<string, Rollup>();
  sums.set(name, sumsHere);
  const interactions: Interaction[] = [];
  let parent: string | null = null;
  for (let index = from; index < Math.min(count, from + AT_ONCE); index += 1) {
    const one: Interaction = earlier(index, count, index % TURN === 0 ? null : parent);
    parent = one.id;
    interactions.push(one);
    const key = rollupKey(rollupOf(one)).join(' ');
    const sum = sumsHere.get(key);
    sumsHere.set(key, sum === undefined ? rollupOf(one) : addRollups(sum, rollupOf(one)));
  }
  const turns = interactions.filter((one) => one.parent === null);
  const streams = turns
    .filter(({ startedAt }) => NOW - startedAt < STREAM_LIFE)
    .map(({ id, startedAt: at, site, conversation }) => ({
      key: `${site} ${conversation}`,
      last: at,
      sends: [{ id, at, tokens: 200, alone: false, lag: null }],
      pace: null,
    }));
  const awaited = turns
    .filter(({ startedAt }) => NOW - startedAt < DAY)
    .map(({ id, endedAt }) => ({ id, until: endedAt + DAY }));
  await put(ledger, { interactions, streams, awaited });
  ledger.close();
}

/** Puts in what belongs to all of them: full sketchbooks, schedules, what corrections have taught. */
export async function seedRest(name: string): Promise<void> {
  const ledger = await openLedger(name);
  const books = SITES.map((site, place) => ({
    site,
    book: Array.from({ length: 128 }, (_, index) => {
      const at = NOW - (128 - index) * 60_000;
      const id = idAt(at);
      return { id, at, sketch: sketchOf(place * 1_000 + index), cluster: id };
    }),
  }));
  const schedules = SITES.map((site) => {
    const sends = Array.from({ length: 64 }, (_, index) => {
      const at = NOW - (64 - index) * 600_000;
      return { id: idAt(at), at, tokens: 200, alone: false, lag: null };
    });
    const pace = { regular: true, sameSize: true, alone: false };
    return { key: `${site} ${conversationOf(0xc10c)}`, last: NOW, sends, pace };
  });
  const leanings = [{ site: SITES[0] ?? '', since: 0, leaning: { offset: -0.4, corrections: 14 } }];
  const rollups = [...(sums.get(name)?.values() ?? [])];
  await put(ledger, { rollups, sketches: books, streams: schedules, leanings });
  ledger.close();
}

let told = 0;

/** What somebody at work makes next: turns with their steps, and now and then a schedule's send. */
function nextDrafts(count: number): Draft[] {
  const drafts: Draft[] = [];
  for (let index = 0; index < count; index += 1) {
    told += 1;
    const conversation = 0xd0_00_00_00 + Math.floor(told / CONVERSATION);
    const startedAt = NOW + told * PACE;
    const site = siteOf(conversation);
    const base = { id: idAt(startedAt), site, startedAt, endedAt: startedAt + 9_000 };
    const previous = drafts.at(-1);
    if (index % TURN === 0) {
      drafts.push(
        sampleDraft({
          ...base,
          conversation: conversationOf(conversation),
          // Every other one is like one that stood in the book from the beginning.
          sketch: sketchOf(index % (2 * TURN) === 0 ? 100 : 5_000_000 + told),
          attention: unseen,
        }),
      );
    } else if (index % TURN === TURN - 1) {
      drafts.push(
        sampleDraft({
          ...base,
          conversation: conversationOf(0xc10c),
          signals: idle,
          attention: unseen,
        }),
      );
    } else {
      drafts.push(
        sampleDraft({
          ...base,
          site: previous?.site ?? site,
          conversation: conversationOf(conversation),
          signals: step,
          parent: previous?.id ?? null,
          attention: unseen,
        }),
      );
    }
  }
  return drafts;
}

export const EACH = 48;

/** What one transaction of the ledger left behind, by table. */
type Written = Record<
  'interactions' | 'rollups' | 'streams' | 'sketches' | 'awaited',
  (object | undefined)[]
>;

let kept: Draft[] = [];

/** Milliseconds an interaction, `size` of them in each delivery. */
export async function keepNext(name: string, size: number): Promise<number> {
  const ledger = await openLedger(name);
  kept = nextDrafts(EACH);
  const begun = performance.now();
  for (let from = 0; from < EACH; from += size) {
    const some = kept.slice(from, from + size);
    await ledger.keep(some, ({ toolCalls }) => ({ toolCalls, day: TODAY }));
  }
  const took = performance.now() - begun;
  ledger.close();
  return took / EACH;
}

let written: Written[] = [];

/** Reads what the last of `keepNext` has written, by delivery. */
export async function readBack(name: string, size: number): Promise<void> {
  const ledger = await openLedger(name);
  written = [];
  for (let from = 0; from < EACH; from += size) {
    const some: Written[] = [];
    for (const draft of kept.slice(from, from + size)) some.push(await rowsAbout(ledger, draft));
    written.push(together(some));
  }
  ledger.close();
}

/** What one delivery wrote of all its drafts, each row once. */
function together(some: readonly Written[]): Written {
  const rowsOf = (table: keyof Written) => [
    ...new Map(
      some.flatMap((rows) => rows[table]).map((row) => [JSON.stringify(row), row]),
    ).values(),
  ];
  return {
    interactions: rowsOf('interactions'),
    rollups: rowsOf('rollups'),
    streams: rowsOf('streams'),
    sketches: rowsOf('sketches'),
    awaited: rowsOf('awaited'),
  };
}

async function rowsAbout(ledger: Ledger, draft: Draft): Promise<Written> {
  const { id, site, conversation, sketch, parent, endedAt: until } = draft;
  const interaction = await ledger.interactions.get(id);
  if (interaction === undefined) throw new Error('It was not kept.');
  const { day, model, verdict } = interaction;
  const stream = parent === null ? await ledger.streams.get(`${site} ${conversation}`) : undefined;
  const book = sketch === null ? undefined : await ledger.sketches.get(site);
  const cluster = book?.book.find((entry) => entry.id === id)?.cluster;
  return {
    interactions: [interaction],
    rollups: [await ledger.rollups.get([day, site, model ?? '', verdict.class])],
    streams: [stream, await ledger.streams.get(`${site} p:${cluster}`)],
    sketches: [book],
    awaited: [{ id, until }],
  };
}

/** Milliseconds an interaction for the same rows, in as many transactions, with nothing but Dexie. */
export async function putAgain(name: string): Promise<number> {
  const ledger = await openLedger(name);
  const deliveries = written.map((tables) =>
    Object.entries(tables).flatMap(([table, rows]) => {
      const there = rows.filter((row) => row !== undefined);
      return there.length === 0 ? [] : [{ table: ledger.table(table), rows: there }];
    }),
  );
  const begun = performance.now();
  for (const puts of deliveries) {
    await ledger.transaction(
      'rw',
      puts.map(({ table }) => table),
      () => Promise.all(puts.map(({ table, rows }) => table.bulkPut(rows))),
    );
  }
  const took = performance.now() - begun;
  await ledger.awaited.bulkDelete(kept.map(({ id }) => id));
  ledger.close();
  return took / EACH;
}

/** Microseconds that a verdict takes, and that it takes to see whether its draft is one. */
export function judgeAlone(times: number): { ours: number; baseline: number } {
  const [draft] = nextDrafts(1);
  const context = {
    ...NO_CONTEXT,
    conversationPace: { regular: true, sameSize: false, alone: false },
  };
  const each = (work: () => unknown) => {
    const begun = performance.now();
    for (let time = 0; time < times; time += 1) work();
    return ((performance.now() - begun) / times) * 1_000;
  };
  const facts = { signals: typedSignals, context, parent: null, leaning: null };
  return { ours: each(() => judge(facts)), baseline: each(() => Draft.parse(draft)) };
}
