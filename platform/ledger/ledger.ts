/**
 * The store on this device. Each method is one transaction, and the roll-ups are always the sum
 * of what they roll up.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { HealthEntry, HealthNote, HealthReason } from '../../core/health.ts';
import { sameCall } from '../../core/counting.ts';
import {
  type Correction,
  type Draft,
  draftOf,
  type Interaction,
  type ToolCall,
} from '../../core/interaction.ts';
import type { Look } from '../../core/look.ts';
import type { UnderWay } from '../../core/under-way.ts';
import { attentionTo, joinAttention } from '../../core/provenance/attention.ts';
import type { AttentionFacts } from '../../core/provenance/attention-facts.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import { isJudgedBySigns } from '../../core/provenance/findings.ts';
import { natsOf } from '../../core/provenance/judge.ts';
import { leaningOf, MOST_CORRECTIONS, type SiteLeaning } from '../../core/provenance/leaning.ts';
import { type SketchEntry, thinned } from '../../core/provenance/sketchbook.ts';
import type { Rollup } from '../../core/rollup.ts';
import { CaseFile } from './case-file.ts';
import type { RollupTable } from './rollups.ts';
import { steps } from './steps/all.ts';
import type { Stream } from './streams.ts';
import { Surroundings } from './surroundings.ts';

/** What is said of a draft apart from any verdict. */
export type Describe = (draft: Draft) => Pick<Interaction, 'day' | 'toolCalls'>;

/** The sketches of a site's prompts of the last day. */
export interface Sketchbook {
  site: string;
  book: SketchEntry[];
}

interface Alias {
  id: string;
  of: string;
  /** When its call was over, in ms since the epoch. */
  at: number;
}

export interface ToolSeen {
  call: ToolCall;
  count: number;
}

const LEDGER_NAME = 'trueburn';
/** Where nothing of a site ends well any more, a search for what did stops here. */
const MAX_LOOKED_AT = 400;
/** A stream that rests for so long is over, and no page of that time is open any more. In ms. */
const LONG_AGO = 60 * 24 * 60 * 60 * 1_000;
/** Answers settled in one transaction. */
const MAX_SETTLED = 200;
/** Interactions of a site that are judged again when something was learned about it. */
const MAX_REJUDGED = 400;

export class Ledger extends Dexie {
  declare readonly interactions: EntityTable<Interaction, 'id'>;
  declare readonly rollups: RollupTable;
  declare readonly underWay: EntityTable<UnderWay, 'id'>;
  declare readonly health: Table<HealthEntry, [string, HealthReason]>;
  declare readonly streams: EntityTable<Stream, 'key'>;
  declare readonly sketches: EntityTable<Sketchbook, 'site'>;
  /** Answers nobody has looked at yet, and until when they may be. */
  declare readonly awaited: EntityTable<{ id: string; until: number }, 'id'>;
  /** Ids that calls had in further tabs, and the interaction each is kept as. */
  declare readonly aliases: EntityTable<Alias, 'id'>;
  declare readonly corrections: EntityTable<{ id: string; site: string; at: number }, 'id'>;
  declare readonly leanings: EntityTable<SiteLeaning, 'site'>;

  constructor(name: string = LEDGER_NAME) {
    // Chromium's default lets an acknowledged write die with the machine; ours must not.
    super(name, { chromeTransactionDurability: 'strict' });
    for (const { version, stores, upgrade } of steps) {
      const declared = this.version(version).stores(stores);
      if (upgrade !== undefined) declared.upgrade(upgrade);
    }
    // A newer version in another window waits for this connection to go.
    this.on('versionchange', () => {
      this.close({ disableAutoOpen: false });
    });
  }

  /**
   * Judges and keeps each draft whose id is not here yet, with its roll-up, or nothing at all. A
   * draft of a call that is here already, or was broken off, adds what it knows of it. What they
   * show about earlier ones is judged again. Drafts may descend from earlier ones of the same
   * delivery.
   */
  async keep(drafts: readonly Draft[], describe: Describe): Promise<void> {
    if (drafts.length === 0) return;
    const { underWay, streams, sketches, awaited, aliases } = this;
    await this.#write([underWay, streams, sketches, awaited, aliases], async () => {
      const file = new CaseFile(this);
      const surroundings = new Surroundings(this, file);
      const [named, sameCalls] = await Promise.all([
        this.#withKeptParents(drafts),
        this.#ofSameCalls(drafts),
        file.expect(drafts.map((draft) => ({ ...draft, ...describe(draft) }))),
        surroundings.expect(drafts),
        underWay.bulkDelete(drafts.map(({ id }) => id)),
      ]);
      file.take([...sameCalls.values()]);
      const stored = named.flatMap(({ id }) => file.stored(id) ?? []);
      const brokenOff = stored.filter(({ status }) => status === 'aborted');
      const settled = new Set(stored.flatMap((one) => (brokenOff.includes(one) ? [] : one.id)));
      // What was broken off may still turn out to have gone on; the rest is settled.
      const fresh = named.filter(({ id }) => !settled.has(id));
      const known = new Map<string, { draft: Draft; correction: Correction | null }>(
        [...brokenOff.map((one) => [one.id, one] as const), ...sameCalls].map(([name, one]) => [
          name,
          { draft: draftOf(one), correction: one.correction },
        ]),
      );
      const whole = new Map<string, Draft>();
      const others = new Map<string, Alias>();
      for (const draft of fresh) {
        const earlier = [draft.id, ...draft.calls].flatMap((name) => known.get(name) ?? [])[0];
        const joined = earlier === undefined ? draft : sameCall(earlier.draft, draft);
        const correction = earlier?.correction ?? null;
        for (const call of [joined.id, ...joined.calls]) {
          known.set(call, { draft: joined, correction });
        }
        whole.set(joined.id, joined);
        if (joined.id !== draft.id) {
          others.set(draft.id, { id: draft.id, of: joined.id, at: draft.endedAt });
        }
        const { sketch: _, attention, ...rest } = joined;
        const { context } = file.find(joined.id) ?? { context: NO_CONTEXT };
        file.put({
          ...rest,
          ...describe(joined),
          correction,
          context: { ...context, attention: joinAttention(context.attention, attention) },
        });
      }
      if (others.size > 0) {
        file.write(() => aliases.bulkPut([...others.values()]));
        await file.adopt(new Map([...others.values()].map(({ id, of }) => [id, of])));
      }
      await surroundings.place([...whole.values()]);
      await file.close();
    });
  }

  /** What pages saw of earlier answers. Those that are not here were never kept. */
  async look(looks: readonly Look[]): Promise<void> {
    if (looks.length === 0) return;
    await this.#write([this.awaited, this.aliases], async () => {
      const file = new CaseFile(this);
      const named = looks.map(({ id }) => id);
      const [ids] = await Promise.all([
        this.#keptIds(named),
        file.fetch(named),
        file.fetchLeanings(looks.map(({ site }) => site)),
      ]);
      await file.fetch(ids);
      const told = new Map<string, AttentionFacts | null>();
      for (const [index, { site, attention }] of looks.entries()) {
        const known = file.stored(ids[index] ?? '');
        if (known === undefined || known.site !== site) continue;
        told.set(known.id, joinAttention(told.get(known.id) ?? null, attention));
      }
      await file.learn([...told.keys()], (context, id) => ({
        ...context,
        attention: joinAttention(context.attention, told.get(id) ?? null),
      }));
      const seen = [...told].flatMap(([id, facts]) =>
        attentionTo(facts, false) === 'not-seen' ? [] : id,
      );
      if (seen.length > 0) file.write(() => this.awaited.bulkDelete(seen));
      await file.close();
    });
  }

  /** Answers whose day is over by now are judged again; what is kept for a time only goes. */
  async settle(now: number): Promise<void> {
    const { awaited, streams, sketches, aliases } = this;
    await this.#write([awaited, streams, sketches, aliases], async () => {
      const over = await awaited.where('until').belowOrEqual(now).limit(MAX_SETTLED).toArray();
      const ids = over.map(({ id }) => id);
      const file = new CaseFile(this);
      await file.learn(ids, (context) => ({ ...context, dayOver: true }));
      await file.close();
      await awaited.bulkDelete(ids);
      await streams
        .where('last')
        .below(now - LONG_AGO)
        .delete();
      await aliases
        .where('at')
        .below(now - LONG_AGO)
        .delete();
      await sketches.toCollection().modify((row, box) => {
        row.book = thinned(row.book, now);
        // Dexie takes a row without a value for one to be deleted.
        if (row.book.length === 0) delete (box as { value?: unknown }).value;
      });
    });
  }

  /** What the person says an interaction was; null takes it back. `now` in ms since the epoch. */
  async correct(id: string, correction: Correction | null, now: number): Promise<void> {
    const site = await this.#write([this.corrections], async () => {
      const known = await this.interactions.get(id);
      if (known === undefined) return null;
      if (correction === null) await this.corrections.delete(id);
      else await this.corrections.put({ id, site: known.site, at: now });
      const file = new CaseFile(this);
      file.take([known]);
      file.put({ ...known, correction });
      await file.close();
      return known.site;
    });
    if (site === null) return;
    // On its own: a popup may close at once, and the person's word is what has to stay.
    await this.#write([this.corrections], async () => {
      await this.#learn(site, (await this.leanings.get(site))?.since ?? 0);
    });
  }

  /** Forgets what corrections have taught about a site. They themselves stay. */
  async unlearn(site: string, now: number): Promise<void> {
    await this.#write([this.corrections], () => this.#learn(site, now));
  }

  /** All corrections on a site teach again, however often that was forgotten. */
  async relearn(site: string): Promise<void> {
    await this.#write([this.corrections], () => this.#learn(site, 0));
  }

  /** Of each site with corrections what they have taught. */
  async learned(): Promise<SiteLeaning[]> {
    return this.transaction('r', this.corrections, this.leanings, async () => {
      const leanings = await this.leanings.toArray();
      const first = await Promise.all(
        leanings.map(({ site }) =>
          this.corrections.where('[site+at]').between([site, -Infinity], [site, Infinity]).first(),
        ),
      );
      return leanings.filter((_, index) => first[index] !== undefined);
    });
  }

  async #learn(site: string, since: number): Promise<void> {
    const before = (await this.leanings.get(site))?.leaning ?? null;
    const corrected = await this.corrections
      .where('[site+at]')
      .between([site, since], [site, Infinity], false)
      .reverse()
      .limit(MOST_CORRECTIONS)
      .primaryKeys();
    const lessons = (await this.interactions.bulkGet(corrected)).flatMap((one) => {
      if (one === undefined) return [];
      const { signals, context, parent, correction } = one;
      if (!isJudgedBySigns(signals, context, parent)) return [];
      return [{ nats: natsOf(signals, context), automated: correction === 'automated' }];
    });
    const leaning = leaningOf(lessons);
    await this.leanings.put({ site, since, leaning });
    if (before?.offset === leaning?.offset && before?.corrections === leaning?.corrections) return;
    const latest = await this.interactions
      .where('[site+startedAt]')
      .between([site, -Infinity], [site, Infinity])
      .reverse()
      .limit(MAX_REJUDGED)
      .toArray();
    const file = new CaseFile(this);
    file.take(latest);
    for (const interaction of latest) file.put(interaction);
    await file.close();
  }

  /** One transaction over what is judged, its roll-ups, and `more`. */
  #write<Result>(more: readonly Table[], work: () => Promise<Result>): Promise<Result> {
    const tables = [this.interactions, this.rollups, this.leanings, ...more];
    // Dexie lets go of a transaction too early where what it is given is not itself async.
    return this.transaction('rw', tables, async () => await work());
  }

  /** Keeps what a call looks like so far, until it is over. */
  async foretell(draft: Draft, tab: number): Promise<void> {
    await this.transaction('rw', this.interactions, this.underWay, async () => {
      const over = await this.interactions.get(draft.id);
      if (over === undefined) await this.underWay.put({ id: draft.id, tab, draft });
    });
  }

  /** What was told of that tab's call was none. */
  async forget(id: Draft['id'], tab: number): Promise<void> {
    await this.underWay
      .where({ id })
      .and((row) => row.tab === tab)
      .delete();
  }

  /** What is under way in tabs of that kind. */
  async underWayIn(isMeant: (tab: number) => boolean): Promise<Draft[]> {
    const all = await this.underWay.toArray();
    return all.filter(({ tab }) => isMeant(tab)).map(({ draft }) => draft);
  }

  /** Counts are cumulative in each page's life, so the larger one wins. */
  async note(notes: readonly HealthNote[], at: number): Promise<void> {
    if (notes.length === 0) return;
    await this.transaction('rw', this.health, async () => {
      for (const note of notes) {
        const known = await this.health.get([note.page, note.reason]);
        if (known !== undefined && known.count >= note.count) continue;
        await this.health.put({ ...note, firstAt: known?.firstAt ?? at, lastAt: at });
      }
    });
  }

  async rollupsBetween(first: string, last: string): Promise<Rollup[]> {
    return this.rollups
      .where('[day+site+model+class]')
      .between([first], [last, []], true, true)
      .toArray();
  }

  async latest(count: number): Promise<Interaction[]> {
    return this.interactions.orderBy('startedAt').reverse().limit(count).toArray();
  }

  /** The tools that the latest interactions called: of each a call, and how often. */
  async toolsSeen(interactions: number): Promise<ToolSeen[]> {
    const seen = new Map<string, ToolSeen>();
    for (const { toolCalls } of await this.latest(interactions)) {
      for (const call of toolCalls) {
        const known = seen.get(call.name);
        seen.set(call.name, { call: known?.call ?? call, count: (known?.count ?? 0) + 1 });
      }
    }
    return [...seen.values()].toSorted(
      (a, b) => b.count - a.count || (a.call.name < b.call.name ? -1 : 1),
    );
  }

  /** What went wrong on pages that told of it since that moment. */
  async healthSince(moment: number): Promise<HealthEntry[]> {
    return this.health.where('lastAt').aboveOrEqual(moment).toArray();
  }

  /** When the latest exchanges of a site began that came to their proper end, latest first. */
  async goodMoments(site: string, count: number): Promise<number[]> {
    let seen = 0;
    const good = await this.interactions
      .where('[site+startedAt]')
      .between([site, -Infinity], [site, Infinity])
      .reverse()
      .until(() => (seen += 1) > MAX_LOOKED_AT)
      .filter(({ status }) => status === 'complete')
      .limit(count)
      .toArray();
    return good.map(({ startedAt }) => startedAt);
  }

  /** All of it, as one moment saw it. */
  async contents(): Promise<{
    interactions: Interaction[];
    rollups: Rollup[];
    health: HealthEntry[];
  }> {
    return this.transaction('r', this.interactions, this.rollups, this.health, async () => {
      const [interactions, rollups, health] = await Promise.all([
        this.interactions.orderBy('startedAt').toArray(),
        this.rollups.toArray(),
        this.health.toArray(),
      ]);
      return { interactions, rollups, health };
    });
  }

  /** A page names its steps' turn as it knows it, and the turn may be kept as another tab's. */
  async #withKeptParents(drafts: readonly Draft[]): Promise<readonly Draft[]> {
    const named = drafts.flatMap(({ parent }) => parent ?? []);
    if (named.length === 0) return drafts;
    const kept = await this.#keptIds(named);
    const byName = new Map(named.map((name, index) => [name, kept[index] ?? name]));
    return drafts.map((draft) =>
      draft.parent === null ? draft : { ...draft, parent: byName.get(draft.parent) ?? null },
    );
  }

  /** Under which id each of these is kept, if it is. */
  async #keptIds(ids: readonly string[]): Promise<string[]> {
    const aliases = await this.aliases.bulkGet([...ids]);
    return ids.map((id, index) => aliases[index]?.of ?? id);
  }

  /** What is kept already of the calls these drafts have seen, by the call's name. */
  async #ofSameCalls(drafts: readonly Draft[]): Promise<Map<string, Interaction>> {
    const calls = drafts.flatMap((draft) => draft.calls);
    const found =
      calls.length === 0
        ? []
        : await this.interactions.where('calls').anyOf(calls).distinct().toArray();
    return new Map(
      found.flatMap((interaction) => interaction.calls.map((call) => [call, interaction] as const)),
    );
  }
}
