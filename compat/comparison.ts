/** Holds an export against what the provider served, call by call. Pure. */
import type { ExportDocument } from '../core/export/export-document.ts';
import type { Act, ServedCall } from './served.ts';

export type Recorded = ExportDocument['interactions'][number];

export interface Comparison {
  served: number;
  recorded: number;
  /** Calls that never went over the page's wire, by the reason why not. */
  unseen: { reason: string; calls: number; tokens: number }[];
  tokensServed: number;
  tokensRecorded: number;
  /** Share, 0 to 1, of what was recorded whose who-started-it agrees with what the driver did. */
  initiationRight: number;
  holds: boolean;
  /** In words, what does not agree. */
  differences: string[];
}

/** An estimate may be off by this share of what was served, and by a few tokens more. */
const LEEWAY = { share: 0.25, tokens: 5 };

export function compare(
  exported: readonly Recorded[],
  served: readonly ServedCall[],
  acts: readonly Act[],
): Comparison {
  const actOf = new Map(acts.map((act) => [act.mark, act]));
  const visible = served
    .filter((call) => whyUnseen(call, acts) === null)
    .map((call) => withWhatItTells(call, served, actOf.get(call.mark ?? '')));
  const pairs = pair(exported, visible);
  const differences: string[] = [];
  let right = 0;
  for (const [interaction, call] of pairs) {
    if (call === null) {
      differences.push(`recorded, never served: ${inWords(interaction)}`);
      continue;
    }
    const act = actOf.get(call.mark ?? '') ?? null;
    if (startedAsDriven(interaction, call, act)) right += 1;
    else differences.push(`${nameOf(call)}: who started it is given as ${starter(interaction)}`);
    differences.push(...wrongTokens(interaction, call));
    const { status, model } = interaction;
    const ending = call.stopped ? 'aborted' : 'complete';
    if (status !== ending) differences.push(`${nameOf(call)}: ${status}, not ${ending}`);
    // Some wires do not name the model.
    if (model !== null && model !== call.model) {
      differences.push(`${nameOf(call)}: model ${model}, not ${call.model}`);
    }
    const tools = interaction.toolCalls.map(({ name }) => name).join();
    const called = call.toolCalls.join();
    if (tools !== called) {
      differences.push(`${nameOf(call)}: tools ${tools || 'none'}, not ${called || 'none'}`);
    }
  }
  const paired = new Set(pairs.map(([, call]) => call));
  for (const call of visible) {
    if (!paired.has(call)) differences.push(`served, not recorded: ${nameOf(call)}`);
  }
  const unseen = new Map<string, { calls: number; tokens: number }>();
  for (const call of served) {
    const reason = whyUnseen(call, acts);
    if (reason === null) continue;
    const { calls, tokens } = unseen.get(reason) ?? { calls: 0, tokens: 0 };
    unseen.set(reason, { calls: calls + 1, tokens: tokens + tokensOf(call) });
  }
  const missing = acts.filter(({ mark }) => served.every((call) => call.mark !== mark));
  differences.push(...missing.map(({ mark }) => `${mark} was driven, but no model was asked`));
  return {
    served: served.length,
    recorded: exported.length,
    unseen: [...unseen].map(([reason, figures]) => ({ reason, ...figures })),
    tokensServed: sum(served.map(tokensOf)),
    tokensRecorded: sum(
      exported.map(({ usage }) => (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)),
    ),
    initiationRight: exported.length === 0 ? 0 : right / exported.length,
    holds: differences.length === 0 && exported.length > 0,
    differences,
  };
}

/** Why a call cannot be seen from the page, or null where it can. */
export function whyUnseen({ mark, step }: ServedCall, acts: readonly Act[]): string | null {
  const unseen = acts.find((act) => act.mark === mark)?.unseen;
  return unseen?.steps.includes(step) === true ? unseen.reason : null;
}

/** A call as its exchange shows it, with what that tells of calls behind it. */
function withWhatItTells(call: ServedCall, served: readonly ServedCall[], act?: Act): ServedCall {
  const unseen = act?.unseen;
  if (unseen?.told !== true) return call;
  const behind = served.filter(
    ({ mark, step }) => mark === call.mark && unseen.steps.includes(step),
  );
  return {
    ...call,
    outputTokens: sum([call, ...behind].map(({ outputTokens }) => outputTokens)),
    toolCalls: [...behind, call].flatMap(({ toolCalls }) => toolCalls),
  };
}

/**
 * Each recorded one with the served call it is of: by its reported tokens, which are as good as a
 * name, else by its time. The nearest find each other first.
 */
function pair(
  exported: readonly Recorded[],
  served: readonly ServedCall[],
): [Recorded, ServedCall | null][] {
  const found = new Map<Recorded, ServedCall>();
  const taken = new Set<ServedCall>();
  for (const fits of [hasItsTokens, overlaps]) {
    const candidates = exported.flatMap((interaction) =>
      served
        .filter((call) => fits(interaction, call))
        .map((call) => ({ interaction, call, apart: apart(interaction, call) })),
    );
    for (const { interaction, call } of candidates.toSorted((a, b) => a.apart - b.apart)) {
      if (found.has(interaction) || taken.has(call)) continue;
      found.set(interaction, call);
      taken.add(call);
    }
  }
  return exported.map((interaction) => [interaction, found.get(interaction) ?? null]);
}

function hasItsTokens({ usage }: Recorded, { inputTokens, outputTokens }: ServedCall): boolean {
  if (usage.source !== 'reported') return false;
  return usage.inputTokens === inputTokens && usage.outputTokens === outputTokens;
}

/** The page is told of a call a little after it happened. */
function overlaps({ startedAt, endedAt }: Recorded, call: ServedCall): boolean {
  const callEnded = call.endedAt ?? Number.POSITIVE_INFINITY;
  return call.startedAt < Date.parse(endedAt) + 1000 && callEnded > Date.parse(startedAt) - 1000;
}

const apart = ({ startedAt }: Recorded, call: ServedCall) =>
  Math.abs(call.startedAt - Date.parse(startedAt));

function startedAsDriven({ signals, verdict }: Recorded, call: ServedCall, act: Act | null) {
  if (act === null) return signals.trigger === 'app' || verdict.class === 'unclear';
  if (act.startedBy !== 'person') return signals.trigger === act.startedBy;
  if (signals.trigger !== null && signals.trigger !== 'page') return false;
  const earlier = Array.from({ length: call.step }, (_, step) => step);
  // The first that the page's wire shows is the person's turn; what comes after it, the agent's.
  const first = earlier.every((step) => act.unseen?.steps.includes(step) === true);
  return verdict.class === (first ? 'hands-on' : 'delegated');
}

function wrongTokens({ usage }: Recorded, call: ServedCall): string[] {
  const { inputTokens, outputTokens, cachedInputTokens } = usage;
  if (usage.source === 'reported') {
    const is = [inputTokens, outputTokens, cachedInputTokens].join(' + ');
    const was = [call.inputTokens, call.outputTokens, call.cachedInputTokens].join(' + ');
    return is === was ? [] : [`${nameOf(call)}: tokens ${is}, not ${was}`];
  }
  // Of the input a page sends only what is new; the rest the app adds out of its sight.
  const off = Math.abs((outputTokens ?? 0) - call.outputTokens);
  if (off <= call.outputTokens * LEEWAY.share + LEEWAY.tokens) return [];
  return [`${nameOf(call)}: output estimated as ${outputTokens}, not ${call.outputTokens}`];
}

const nameOf = ({ mark, step }: ServedCall) =>
  `${mark ?? 'a call of the app’s own'}, call ${step + 1}`;
const starter = ({ signals, verdict }: Recorded) =>
  `${signals.trigger ?? 'not told'}, ${verdict.class}`;
const inWords = (interaction: Recorded) =>
  `${interaction.protocol} over ${interaction.transport} at ${interaction.startedAt}, ${interaction.status}, ` +
  `tokens ${interaction.usage.inputTokens} + ${interaction.usage.outputTokens} ${interaction.usage.source}, ${starter(interaction)}`;
const tokensOf = (call: ServedCall) => call.inputTokens + call.outputTokens;
const sum = (figures: readonly number[]) => figures.reduce((all, figure) => all + figure, 0);
