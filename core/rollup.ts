/**
 * Roll-ups: totals by local day, site, model and class. Always the sum of what they roll up, so
 * that opening the popup never reads history.
 */
import * as z from 'zod/mini';
import { Day } from './days.ts';
import { type Interaction, Name, Origin } from './interaction.ts';
import { VerdictClass } from './provenance/verdict.ts';

const Sum = z.int().check(z.minimum(0));

export const Rollup = z.strictObject({
  day: Day,
  site: Origin,
  /** Empty where the wire named no model: IndexedDB keys cannot hold null. */
  model: z.union([z.literal(''), Name]),
  class: VerdictClass,
  interactions: Sum,
  inputTokens: Sum,
  outputTokens: Sum,
  /** How many of the interactions have estimated tokens. */
  estimated: Sum,
});
export type Rollup = z.infer<typeof Rollup>;

/** The class that counts: the person's correction where there is one. */
export function countedClass(
  interaction: Pick<Interaction, 'verdict' | 'correction'>,
): VerdictClass {
  return interaction.correction ?? interaction.verdict.class;
}

/** One interaction as a roll-up of itself. */
export function rollupOf(interaction: Interaction): Rollup {
  return {
    day: interaction.day,
    site: interaction.site,
    model: interaction.model ?? '',
    class: countedClass(interaction),
    interactions: 1,
    inputTokens: interaction.usage.inputTokens ?? 0,
    outputTokens: interaction.usage.outputTokens ?? 0,
    estimated: interaction.usage.source === 'estimated' ? 1 : 0,
  };
}

/** What has to be added to take it away again. */
export function negative(rollup: Rollup): Rollup {
  return {
    ...rollup,
    interactions: -rollup.interactions,
    inputTokens: -rollup.inputTokens,
    outputTokens: -rollup.outputTokens,
    estimated: -rollup.estimated,
  };
}

/** What identifies a roll-up; also its primary key in the ledger. */
export function rollupKey(rollup: Rollup): [string, string, string, VerdictClass] {
  return [rollup.day, rollup.site, rollup.model, rollup.class];
}

/** Two roll-ups with the same key as one. */
export function addRollups(left: Rollup, right: Rollup): Rollup {
  return {
    ...left,
    interactions: left.interactions + right.interactions,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    estimated: left.estimated + right.estimated,
  };
}
