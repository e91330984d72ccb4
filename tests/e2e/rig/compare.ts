/** Holds an export against the model server's truth, one to one. */
import type { ExportDocument } from '../../../core/export/export-document.ts';
import type { TruthEntry } from '../../../demo/model-server/truth.ts';

type Exported = ExportDocument['interactions'][number];

export interface Comparison {
  /** In words, what differs; empty where nothing does. */
  differences: string[];
  /** Tokens of the exchanges whose usage was not on the wire: ours over the server's. */
  estimatedRatio: number;
}

export function compareWithTruth(
  exported: readonly Exported[],
  truth: readonly TruthEntry[],
): Comparison {
  const differences: string[] = [];
  if (exported.length !== truth.length) {
    differences.push(`${exported.length} exported, ${truth.length} served`);
  }
  const ids = new Set(exported.map(({ id }) => id));
  if (ids.size !== exported.length) differences.push('an id stands twice');
  let ours = 0;
  let theirs = 0;
  const own = exported.toSorted(byEssence(exportedEssence));
  const served = truth.toSorted(byEssence(truthEssence));
  for (const [index, entry] of served.entries()) {
    const interaction = own[index];
    if (interaction === undefined) continue;
    const { protocol, model, status, usage, toolCalls } = interaction;
    const facts: [is: unknown, shouldBe: unknown][] = [
      [protocol, entry.protocol],
      [model, entry.model],
      [status, entry.outcome],
      [toolCalls.map(({ name }) => name).join(), entry.toolCalls.join()],
      [interaction.endedAt >= interaction.startedAt, true],
    ];
    if (entry.usageOnWire) {
      facts.push(
        [usage.source, 'reported'],
        [usage.inputTokens, entry.inputTokens],
        [usage.outputTokens, entry.outputTokens],
        [usage.cachedInputTokens, entry.cachedInputTokens],
        [usage.reasoningTokens, entry.reasoningTokens],
      );
    } else {
      ours += (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
      theirs += entry.inputTokens + entry.outputTokens;
    }
    for (const [is, shouldBe] of facts) {
      if (is !== shouldBe)
        differences.push(`${entry.id}: ${String(is)} is not ${String(shouldBe)}`);
    }
  }
  return { differences, estimatedRatio: theirs === 0 ? 1 : ours / theirs };
}

/**
 * What pairs the two sides. Models are named differently in every exchange where the protocol
 * carries them; where it does not, prompts have different lengths, and refused ones are all alike.
 */
type Essence = [protocol: string, model: string, status: string, inputTokens: number];

const exportedEssence = ({ protocol, model, status, usage }: Exported): Essence => [
  protocol,
  model ?? '',
  status,
  usage.inputTokens ?? 0,
];

const truthEssence = ({ protocol, model, outcome, inputTokens }: TruthEntry): Essence => [
  protocol,
  model ?? '',
  outcome ?? '',
  inputTokens,
];

function byEssence<Item>(essence: (item: Item) => Essence) {
  return (left: Item, right: Item): number => {
    const others = essence(right);
    for (const [index, own] of essence(left).entries()) {
      const other = others[index] ?? '';
      if (own !== other) return own < other ? -1 : 1;
    }
    return 0;
  };
}
