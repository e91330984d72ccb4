/**
 * Puts new interactions beside others of their kind: into the stream of their conversation, among
 * the prompts of their site, and among the answers that wait to be read. Inside a transaction.
 */
import type { Draft } from '../../core/interaction.ts';
import { ATTENTION_DAY, attentionTo } from '../../core/provenance/attention.ts';
import { isSend } from '../../core/provenance/findings.ts';
import { wasAlone } from '../../core/provenance/initiation.ts';
import type { Send } from '../../core/provenance/pace.ts';
import { isMidTyping } from '../../core/provenance/press.ts';
import type { Repetition } from '../../core/provenance/repetition.ts';
import { placeSketch, type SketchEntry, stronger } from '../../core/provenance/sketchbook.ts';
import type { CaseFile } from './case-file.ts';
import type { Ledger, Sketchbook } from './ledger.ts';
import { Rows } from './rows.ts';
import { type Stream, StreamChanges } from './streams.ts';

export class Surroundings {
  readonly #ledger: Ledger;
  readonly #file: CaseFile;
  readonly #streams: Rows<Stream>;
  readonly #sketches: Rows<Sketchbook>;

  constructor(ledger: Ledger, file: CaseFile) {
    this.#ledger = ledger;
    this.#file = file;
    this.#streams = new Rows(ledger.streams);
    this.#sketches = new Rows(ledger.sketches);
  }

  /** Reads at once what placing these will ask for. Nothing but time depends on it. */
  async expect(drafts: readonly Draft[]): Promise<void> {
    const sends = drafts.filter(({ signals }) => isSend(signals));
    await Promise.all([
      this.#streams.want(sends.map(conversationKey)),
      this.#sketches.want(sends.flatMap(({ site, sketch }) => (sketch === null ? [] : site))),
    ]);
  }

  /** `drafts`: all that is known of them. Their cases are in the file already. */
  async place(drafts: readonly Draft[]): Promise<void> {
    this.#awaitReading(drafts);
    const sends = drafts.filter(({ signals }) => isSend(signals));
    await this.#joinConversations(sends);
    await this.#compare(sends);
  }

  async #joinConversations(drafts: readonly Draft[]): Promise<void> {
    const changes = new StreamChanges(this.#streams);
    for (const draft of drafts) {
      const key = conversationKey(draft);
      const before = this.#file.stored(draft.id);
      // A call that was broken off may tell of its conversation only when it is told again.
      if (before !== undefined && conversationKey(before) !== key) {
        changes.leave(conversationKey(before), draft.id);
      }
      changes.join(key, sendOf(draft));
    }
    await changes.apply(this.#ledger, this.#file, 'conversationPace');
  }

  async #compare(drafts: readonly Draft[]): Promise<void> {
    const sketched = drafts.filter(({ sketch }) => sketch !== null);
    if (sketched.length === 0) return;
    const sites = [...new Set(sketched.map(({ site }) => site))];
    await this.#sketches.want(sites);
    const repetitions = new Map<string, Repetition>();
    const groups: Group[] = [];
    const books = sites.map((site) => {
      const known = this.#sketches.get(site)?.book ?? [];
      const own = sketched.filter((draft) => draft.site === site);
      const placed = placeAll(site, known, own, repetitions);
      groups.push(...placed.groups);
      return { site, book: placed.book };
    });
    this.#file.write(() => this.#ledger.sketches.bulkPut(books));
    await this.#file.learn([...repetitions.keys()], (context, one) => ({
      ...context,
      repetition: stronger(context.repetition, repetitions.get(one) ?? 'fresh'),
    }));
    await this.#joinGroups(groups);
  }

  /** A prompt that is like no other has no stream; its send is looked up when another joins it. */
  async #joinGroups(groups: readonly Group[]): Promise<void> {
    const changes = new StreamChanges(this.#streams);
    const clusters = groups.flatMap(({ site, names }) => names.map((name) => ({ site, name })));
    await this.#streams.want(clusters.map(({ site, name }) => promptKey(site, name)));
    const alone = clusters.filter(
      ({ site, name }) => this.#streams.get(promptKey(site, name)) === undefined,
    );
    await this.#file.fetch(alone.map(({ name }) => name));
    for (const { site, names, drafts } of groups) {
      const [cluster = '', ...absorbed] = names;
      const key = promptKey(site, cluster);
      for (const name of names) {
        if (this.#streams.get(promptKey(site, name)) !== undefined) continue;
        const first = this.#file.find(name);
        if (first !== undefined) changes.join(key, sendOf(first));
      }
      for (const draft of drafts) changes.join(key, sendOf(draft));
      for (const name of absorbed) changes.absorb(key, promptKey(site, name));
    }
    await changes.apply(this.#ledger, this.#file, 'promptPace');
  }

  #awaitReading(drafts: readonly Draft[]): void {
    const awaited = drafts.flatMap(({ id, attention, endedAt }) =>
      attention === null || attentionTo(attention, false) !== 'not-seen'
        ? []
        : [{ id, until: endedAt + ATTENTION_DAY }],
    );
    if (awaited.length > 0) this.#file.write(() => this.#ledger.awaited.bulkPut(awaited));
  }
}

/** Prompts of one site that are alike. */
interface Group {
  site: string;
  /** Of the cluster, and of those that turned out to be the same. */
  names: string[];
  /** Those that have come just now. */
  drafts: Draft[];
}

/** The site's book with these prompts in it; what they repeat is put into `repetitions`. */
function placeAll(
  site: string,
  known: SketchEntry[],
  drafts: readonly Draft[],
  repetitions: Map<string, Repetition>,
): { book: SketchEntry[]; groups: Group[] } {
  let book = known;
  const absorbedBy = new Map<string, string>();
  const clusters = new Map<Draft, string>();
  for (const draft of drafts) {
    const { id, startedAt: at, sketch } = draft;
    if (sketch === null) continue;
    const placed = placeSketch(book, { id, at, sketch });
    ({ book } = placed);
    clusters.set(draft, placed.cluster);
    for (const cluster of placed.absorbed) absorbedBy.set(cluster, placed.cluster);
    for (const [one, repetition] of placed.repetitions) {
      repetitions.set(one, stronger(repetitions.get(one) ?? null, repetition));
    }
  }
  const last = (cluster: string): string => {
    const by = absorbedBy.get(cluster);
    return by === undefined ? cluster : last(by);
  };
  const groups = new Map<string, Group>();
  for (const [draft, cluster] of clusters) {
    const name = last(cluster);
    const group = groups.get(name) ?? { site, names: [name], drafts: [] };
    group.drafts.push(draft);
    groups.set(name, group);
  }
  for (const absorbed of absorbedBy.keys()) groups.get(last(absorbed))?.names.push(absorbed);
  const isAlone = ({ names: [name, ...absorbed], drafts: some }: Group) =>
    absorbed.length === 0 && some.every(({ id }) => id === name) && !isShared(book, name);
  return { book, groups: [...groups.values()].filter((group) => !isAlone(group)) };
}

function isShared(book: readonly SketchEntry[], cluster: string | undefined): boolean {
  return book.filter((entry) => entry.cluster === cluster).length > 1;
}

/** Where the wire names no conversation, what speaks differently is another's. */
function conversationKey({
  site,
  conversation,
  protocol,
  model,
}: Pick<Draft, 'site' | 'conversation' | 'protocol' | 'model'>): string {
  return `${site} ${conversation ?? `m:${protocol} ${model ?? ''}`}`;
}

function promptKey(site: string, cluster: string): string {
  return `${site} p:${cluster}`;
}

function sendOf({
  id,
  startedAt: at,
  usage,
  signals,
}: Pick<Draft, 'id' | 'startedAt' | 'usage' | 'signals'>): Send {
  return {
    id,
    at,
    tokens: usage.outputTokens ?? 0,
    alone: wasAlone(signals),
    lag: isMidTyping(signals) ? signals.sinceKey : null,
  };
}
