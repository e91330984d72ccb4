/** Holds what was recorded against the truth, exchange by exchange in the order they were made. */
import type { ExportDocument } from '../../../core/export/export-document.ts';
import type { TruthEntry } from '../../../demo/model-server/truth.ts';

type Exported = ExportDocument['interactions'][number];

/** What is known of one exchange beside the truth. */
export interface Made {
  name: string;
  /** As the page saw it. */
  ending: string;
  transport: string;
}

export interface Verdict {
  /** In words, what differs; empty where nothing does. */
  differences: string[];
  /** Tokens of complete answers whose usage was not on the wire: ours, and the server's. */
  estimated: { ours: number; truth: number };
  reported: number;
}

const byTime = (left: Exported, right: Exported) =>
  left.startedAt < right.startedAt || (left.startedAt === right.startedAt && left.id < right.id)
    ? -1
    : 1;

/** All of one protocol, made one after the other. */
export function verify(
  protocol: string,
  made: readonly Made[],
  truth: readonly TruthEntry[],
  exported: readonly Exported[],
): Verdict {
  const differences: string[] = [];
  const estimated = { ours: 0, truth: 0 };
  let reported = 0;
  const recorded = exported.toSorted(byTime);
  const counts = `${made.length} made, ${truth.length} served, ${recorded.length} recorded`;
  if (truth.length !== made.length || recorded.length !== truth.length) {
    const what = recorded.map(({ status, startedAt }) => `${status} at ${startedAt}`);
    return { differences: [`${protocol}: ${counts}`, ...what], estimated, reported };
  }
  for (const [index, entry] of truth.entries()) {
    const own = recorded[index];
    const { name, ending, transport } = made[index] ?? { name: '?', ending: '', transport: '' };
    if (own === undefined) continue;
    const differs = (what: string, is: unknown, shouldBe: unknown) => {
      if (is !== shouldBe) {
        differences.push(`${name}: ${what} is ${String(is)}, not ${String(shouldBe)}`);
      }
    };
    differs('transport', own.transport, transport);
    // A page that stops cannot know what the server had sent already.
    const stopped = ending !== 'complete' && own.status === 'aborted';
    if (!(entry.outcome === 'complete' && stopped)) differs('status', own.status, entry.outcome);
    // Some wires name the model only at their end.
    if (entry.model !== null && (own.model !== null || own.status === 'complete')) {
      differs('model', own.model, entry.model);
    }
    if (own.status !== 'complete') continue;
    differs('tools', own.toolCalls.map((call) => call.name).join(), entry.toolCalls.join());
    const { usage } = own;
    if (entry.usageOnWire) {
      reported += 1;
      differs('source', usage.source, 'reported');
      differs('input', usage.inputTokens, entry.inputTokens);
      differs('output', usage.outputTokens, entry.outputTokens);
      differs('cached', usage.cachedInputTokens, entry.cachedInputTokens);
      differs('reasoning', usage.reasoningTokens, entry.reasoningTokens);
    } else {
      estimated.ours += (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
      estimated.truth += entry.inputTokens + entry.outputTokens;
    }
  }
  return { differences, estimated, reported };
}
