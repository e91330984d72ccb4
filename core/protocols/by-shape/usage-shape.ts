/** Tokens as apps report them, by the names in use; what stands where is not asked. */
import type { ReportedUsage } from '../protocol.ts';
import { objectsIn } from './fields.ts';

type Figure = keyof ReportedUsage;

const NAMES = new Map<string, Figure>(
  Object.entries({
    inputtokens: 'inputTokens',
    prompttokens: 'inputTokens',
    totalinputtokens: 'inputTokens',
    inputtokencount: 'inputTokens',
    prompttokencount: 'inputTokens',
    promptevalcount: 'inputTokens',
    tokensin: 'inputTokens',
    outputtokens: 'outputTokens',
    completiontokens: 'outputTokens',
    totaloutputtokens: 'outputTokens',
    outputtokencount: 'outputTokens',
    completiontokencount: 'outputTokens',
    candidatestokencount: 'outputTokens',
    generatedtokens: 'outputTokens',
    evalcount: 'outputTokens',
    tokensout: 'outputTokens',
    cachedtokens: 'cachedInputTokens',
    cachedinputtokens: 'cachedInputTokens',
    inputcachedtokens: 'cachedInputTokens',
    cachereadinputtokens: 'cachedInputTokens',
    cachedcontenttokencount: 'cachedInputTokens',
    cacheread: 'cachedInputTokens',
    reasoningtokens: 'reasoningTokens',
    outputreasoningtokens: 'reasoningTokens',
    thoughtstokencount: 'reasoningTokens',
  } as const),
);

/** Where usage is being told, shorter names do. */
const USAGE = /^(token)?usage|^tokens?(count)?s?$/;
const SHORT_NAMES = new Map<string, Figure>(
  Object.entries({
    input: 'inputTokens',
    in: 'inputTokens',
    prompt: 'inputTokens',
    output: 'outputTokens',
    out: 'outputTokens',
    completion: 'outputTokens',
  } as const),
);

/** Cached input that these services leave out of their input, and thoughts left out of output. */
const INPUT_BESIDE = [
  'cachereadinputtokens',
  'cachecreationinputtokens',
  'cacheread',
  'cachewrite',
];
const OUTPUT_BESIDE = ['thoughtstokencount'];

/** One for each object that tells of tokens, the nearest first. */
export function usageIn(data: unknown): Partial<ReportedUsage>[] {
  const found: Partial<ReportedUsage>[] = [];
  for (const { name, entries } of objectsIn(data, 4)) {
    const usage: Partial<ReportedUsage> = {};
    for (const [field, value] of entries) {
      const figure = NAMES.get(field) ?? (USAGE.test(name) ? SHORT_NAMES.get(field) : undefined);
      const tokens = count(value);
      if (figure !== undefined && tokens !== undefined) usage[figure] ??= tokens;
    }
    for (const [figure, beside] of [
      ['inputTokens', INPUT_BESIDE],
      ['outputTokens', OUTPUT_BESIDE],
    ] as const) {
      const known = usage[figure];
      if (known === undefined) continue;
      usage[figure] = beside.reduce((sum, field) => sum + (count(entries.get(field)) ?? 0), known);
    }
    if (Object.keys(usage).length > 0) found.push(usage);
  }
  return found;
}

function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}
