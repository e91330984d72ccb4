/**
 * Puts a new interaction beside others of its kind: into the stream of its conversation, among the
 * prompts of its site, and among the answers that wait to be read. Inside a transaction.
 */
import type { Draft } from '../../core/interaction.ts';
import { ATTENTION_DAY, attentionTo } from '../../core/provenance/attention.ts';
import { isJudgedBySigns } from '../../core/provenance/findings.ts';
import { latestSends, paceOf, saysTheSame, type Send } from '../../core/provenance/pace.ts';
import { placeSketch, stronger } from '../../core/provenance/sketchbook.ts';
import type { CaseFile } from './case-file.ts';
import type { Ledger } from './ledger.ts';

/** `draft`: all that is known of it. Its case is in the file already. */
export async function placeAmongOthers(
  ledger: Ledger,
  file: CaseFile,
  draft: Draft,
): Promise<void> {
  await awaitReading(ledger, draft);
  // Steps come when their tools are done, and what a schedule started needs no further proof.
  if (!isJudgedBySigns(draft.signals, draft.parent)) return;
  const { id, site, conversation, protocol, model, startedAt: at, usage } = draft;
  const send = { id, at, tokens: usage.outputTokens ?? 0 };
  // Where the wire names no conversation, what speaks differently is another's.
  const stream = conversation ?? `m:${protocol} ${model ?? ''}`;
  await joinStream(ledger, file, `${site} ${stream}`, send, 'conversationPace');
  const cluster = await compare(ledger, file, draft);
  if (cluster !== null) {
    await joinStream(ledger, file, `${site} p:${cluster}`, send, 'promptPace');
  }
}

async function joinStream(
  ledger: Ledger,
  file: CaseFile,
  key: string,
  send: Send,
  slot: 'conversationPace' | 'promptPace',
): Promise<void> {
  const known = await ledger.streams.get(key);
  const sends = latestSends(known?.sends ?? [], [send]);
  const pace = paceOf(sends);
  const last = sends.at(-1)?.at ?? send.at;
  await ledger.streams.put({ key, last, sends, pace });
  // What shows itself now holds for those before, too.
  const meant = saysTheSame(known?.pace ?? null, pace) ? [send] : sends;
  await file.learn(
    meant.map(({ id }) => id),
    (context) => ({ ...context, [slot]: pace }),
  );
}

/** Resolves to the cluster of prompts it belongs to; null where it is too short to compare. */
async function compare(ledger: Ledger, file: CaseFile, draft: Draft): Promise<string | null> {
  const { id, site, startedAt: at, sketch } = draft;
  if (sketch === null) return null;
  const known = await ledger.sketches.get(site);
  const { book, repetitions, cluster } = placeSketch(known?.book ?? [], { id, at, sketch });
  await ledger.sketches.put({ site, book });
  await file.learn([...repetitions.keys()], (context, one) => ({
    ...context,
    repetition: stronger(context.repetition, repetitions.get(one) ?? 'fresh'),
  }));
  return cluster;
}

async function awaitReading(ledger: Ledger, draft: Draft): Promise<void> {
  const { id, attention, endedAt } = draft;
  if (attention === null || attentionTo(attention, false) !== 'not-seen') return;
  await ledger.awaited.put({ id, until: endedAt + ATTENTION_DAY });
}
