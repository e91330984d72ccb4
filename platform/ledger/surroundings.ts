/**
 * Puts new interactions beside others of their kind: into the stream of their conversation, among
 * the prompts of their site, and among the answers that wait to be read. Inside a transaction.
 */
import type { Draft } from '../../core/interaction.ts';
import { ATTENTION_DAY, attentionTo } from '../../core/provenance/attention.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import { natsOf } from '../../core/provenance/judge.ts';
import type { Send } from '../../core/provenance/pace.ts';
import type { Repetition } from '../../core/provenance/repetition.ts';
import { placeSketch, stronger } from '../../core/provenance/sketchbook.ts';
import type { CaseFile } from './case-file.ts';
import type { Ledger } from './ledger.ts';
import { StreamChanges } from './streams.ts';

/** `drafts`: all that is known of them. Their cases are in the file already. */
export async function placeAmongOthers(
  ledger: Ledger,
  file: CaseFile,
  drafts: readonly Draft[],
): Promise<void> {
  await awaitReading(ledger, drafts);
  // Steps come when their tools are done, and what a schedule started needs no further proof.
  const sends = drafts.filter(({ signals }) => natsOf(signals, NO_CONTEXT) !== null);
  if (sends.length === 0) return;
  await joinConversations(ledger, file, sends);
  await compare(ledger, file, sends);
}

async function joinConversations(ledger: Ledger, file: CaseFile, drafts: readonly Draft[]) {
  const changes = new StreamChanges();
  for (const draft of drafts) {
    const key = conversationKey(draft);
    const before = file.stored(draft.id);
    // A call that was broken off may tell of its conversation only when it is told again.
    if (before !== undefined && conversationKey(before) !== key) {
      changes.leave(conversationKey(before), draft.id);
    }
    changes.join(key, sendOf(draft));
  }
  await changes.apply(ledger, file, 'conversationPace');
}

async function compare(ledger: Ledger, file: CaseFile, drafts: readonly Draft[]): Promise<void> {
  const sketched = drafts.filter(({ sketch }) => sketch !== null);
  if (sketched.length === 0) return;
  const sites = [...new Set(sketched.map(({ site }) => site))];
  const found = await ledger.sketches.bulkGet(sites);
  const repetitions = new Map<string, Repetition>();
  const streams = new StreamChanges();
  const books = sites.map((site, index) => {
    let book = found[index]?.book ?? [];
    const clusters = new Map<Draft, string>();
    const absorbedBy = new Map<string, string>();
    for (const draft of sketched) {
      const { id, startedAt: at, sketch } = draft;
      if (draft.site !== site || sketch === null) continue;
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
    const key = (cluster: string) => `${site} p:${cluster}`;
    for (const [draft, cluster] of clusters) streams.join(key(last(cluster)), sendOf(draft));
    for (const cluster of absorbedBy.keys()) streams.absorb(key(last(cluster)), key(cluster));
    return { site, book };
  });
  await ledger.sketches.bulkPut(books);
  await file.learn([...repetitions.keys()], (context, one) => ({
    ...context,
    repetition: stronger(context.repetition, repetitions.get(one) ?? 'fresh'),
  }));
  await streams.apply(ledger, file, 'promptPace');
}

async function awaitReading(ledger: Ledger, drafts: readonly Draft[]): Promise<void> {
  const awaited = drafts.flatMap(({ id, attention, endedAt }) =>
    attention === null || attentionTo(attention, false) !== 'not-seen'
      ? []
      : [{ id, until: endedAt + ATTENTION_DAY }],
  );
  if (awaited.length > 0) await ledger.awaited.bulkPut(awaited);
}

function conversationKey({ site, conversation }: Pick<Draft, 'site' | 'conversation'>): string {
  return `${site} ${conversation ?? ''}`;
}

function sendOf({ id, startedAt: at, usage }: Draft): Send {
  return { id, at, tokens: usage.outputTokens ?? 0 };
}
