/**
 * What an interaction is: one request to a model or agent and everything that came back, as
 * metadata. Nothing in these shapes can hold a sentence: names are matched against narrow
 * patterns, everything else is a number, a time or one of a few words.
 */
import * as z from 'zod/mini';
import { AttentionFacts } from './provenance/attention-facts.ts';
import { Change } from './provenance/change.ts';
import { Context } from './provenance/context.ts';
import { Sketch } from './provenance/sketchbook.ts';
import { Signals } from './provenance/signals.ts';
import { Verdict } from './provenance/verdict.ts';
import { Day } from './days.ts';
import { MAX_CALL_NAMES, MAX_TOKENS, MAX_TOOL_CALLS } from './limits.ts';
import { NAME } from './names.ts';

export const ProtocolName = z.enum([
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
  'bedrock',
  'ollama',
  'ai-sdk-ui',
  'ag-ui',
  'langgraph',
  'openclaw',
  'open-webui',
  'librechat',
  'lobechat',
  'hf-chat-ui',
  'dify',
  'flowise',
  'n8n',
  'chatgpt-web',
  'claude-web',
  'm365-copilot',
  'copilot',
  'github-copilot',
  'mcp',
  'a2a',
  /** Nobody has described it; recognised by its shape alone. */
  'by-shape',
  /** Described by an adapter. */
  'adapter',
  /** Seen only on the screen, because the wire cannot be read. */
  'screen',
]);
export type ProtocolName = z.infer<typeof ProtocolName>;

export const Transport = z.enum(['fetch', 'xhr', 'eventsource', 'websocket', 'screen']);
export type Transport = z.infer<typeof Transport>;

/** `complete` carried its end marker, `aborted` did not, `error` was refused or broke off. */
export const Status = z.enum(['complete', 'aborted', 'error']);
export type Status = z.infer<typeof Status>;

/** A UUID version 7, made where the interaction was seen; the key every delivery is deduplicated by. */
export const InteractionId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/));

/** A web origin, `https://chat.corp.example`. */
export const Origin = z.string().check(z.maxLength(300), z.regex(/^https?:\/\/[^\s/?#@]+$/));

export const Name = z.string().check(z.regex(NAME));

/** A keyed hash of the conversation's id on the wire. */
const Conversation = z.string().check(z.regex(/^c:[0-9a-f]{16}$/));

/** A keyed hash of what the wire names one call by. */
const Call = z.string().check(z.regex(/^k:[0-9a-f]{16}$/));

const Tokens = z.int().check(z.minimum(0), z.maximum(MAX_TOKENS));

/**
 * Tokens as OpenTelemetry's GenAI conventions count them: input includes cached input, output
 * includes reasoning. `estimated` as soon as any of the two main figures is an estimate.
 */
export const Usage = z.strictObject({
  inputTokens: z.nullable(Tokens),
  outputTokens: z.nullable(Tokens),
  cachedInputTokens: Tokens,
  reasoningTokens: Tokens,
  source: z.enum(['reported', 'estimated']),
});
export type Usage = z.infer<typeof Usage>;

export const ActionKind = z.enum([
  'email',
  'chat message',
  'deployment',
  'code change',
  'ticket',
  'calendar',
  'file',
  'web',
  'command',
  'other',
]);
export type ActionKind = z.infer<typeof ActionKind>;

export const ActionEffect = z.enum(['read', 'write', 'unknown']);
export type ActionEffect = z.infer<typeof ActionEffect>;

/** A tool the model called: an action taken in the person's name. Never its arguments. */
export const ToolCall = z.strictObject({ name: Name, kind: ActionKind, effect: ActionEffect });
export type ToolCall = z.infer<typeof ToolCall>;

/** Milliseconds since the epoch, UTC, between 2001 and 2286: a clock that jumped further is broken. */
export const Instant = z.int().check(z.minimum(1e12), z.maximum(1e13));

/** What leaves a page: an interaction before anyone judged it. */
export const Draft = z.strictObject({
  id: InteractionId,
  site: Origin,
  protocol: ProtocolName,
  transport: Transport,
  startedAt: Instant,
  endedAt: Instant,
  status: Status,
  model: z.nullable(Name),
  conversation: z.nullable(Conversation),
  /**
   * What names this one call wherever it is seen again, in another tab or after a reconnect; empty
   * where the exchange itself is the only sighting there can be.
   */
  calls: z.array(Call).check(z.maxLength(MAX_CALL_NAMES)),
  usage: Usage,
  toolCalls: z.array(ToolCall).check(z.maxLength(MAX_TOOL_CALLS)),
  /** What this one descends from: it answers its tool calls, or the app made it moments after. */
  parent: z.nullable(InteractionId),
  signals: Signals,
  /** Compared with those of the last day, and never kept with the interaction. */
  sketch: z.nullable(Sketch),
  attention: z.nullable(AttentionFacts),
});
export type Draft = z.infer<typeof Draft>;

export const Correction = z.enum(['hands-on', 'delegated', 'automated']);
export type Correction = z.infer<typeof Correction>;

/** Laid over a verdict, which stays as it is. */
export const Flag = z.enum(['unread', 'repeated']);
export type Flag = z.infer<typeof Flag>;

/** What the ledger keeps. */
export const Interaction = z.extend(z.omit(Draft, { sketch: true, attention: true }), {
  /** The local day it began on, where the person was: the roll-ups it counts in. */
  day: Day,
  context: Context,
  verdict: Verdict,
  /** What became of an earlier verdict; null: the first still stands. */
  change: z.nullable(Change),
  flags: z.array(Flag),
  /** What the person says. The verdict stays beside it. */
  correction: z.nullable(Correction),
});
export type Interaction = z.infer<typeof Interaction>;

/** An interaction without what was said of it. */
export function draftOf(interaction: Interaction): Draft {
  const {
    day: _,
    context,
    verdict: __,
    change: ___,
    flags: ____,
    correction: _____,
    ...draft
  } = interaction;
  return { ...draft, sketch: null, attention: context.attention };
}

/** Input and output together, what a token leaderboard would count; an unknown figure counts 0. */
export function tokensOf(usage: Usage): number {
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
}
