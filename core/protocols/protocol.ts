/**
 * A wire protocol: reads what a request asks for and decodes what comes back. Pure and fed; the
 * same bytes in any chunks give the same answer. Text is held only until it is counted.
 */
import type { ProtocolName } from '../interaction.ts';

/** A body that is there but could not be read. */
export const UNREAD = Symbol('unread');

/** The part of a request a protocol may look at. */
export interface WireRequest {
  /** Path of the URL, without query. */
  path: string;
  /** The body parsed as JSON, `UNREAD`, or undefined where it is something else. */
  body: unknown;
}

/** What a request asks for. */
export interface Asked {
  /** As the request names it; unchecked. */
  model: unknown;
  /** The conversation's id as it stands on the wire, or null. */
  conversation: string | null;
  /** What its last message is. */
  turn: 'prompt' | 'tool-results' | 'not seen';
  /** Ids of the tool calls whose results it carries. */
  answers: string[];
  /** Everything a provider would count as input. Dropped as soon as it is counted. */
  text: string[];
  /** Messages in it; providers add a few tokens for each. */
  messages: number;
}

/** Tokens as far as the wire reported them, counted as in `Usage`. */
export interface ReportedUsage {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  cachedInputTokens: number | undefined;
  reasoningTokens: number | undefined;
}

/** What came back. */
export interface Answer {
  /** As the answer names it; unchecked. */
  model: unknown;
  /** `finished` carried its end marker or finish reason; `failed` says so itself. */
  ending: 'finished' | 'failed' | 'open';
  usage: ReportedUsage;
  /** Everything a provider would count as output. Dropped as soon as it is counted. */
  text: string[];
  toolCalls: { id: string | null; name: unknown }[];
  /** Pieces that are not what the protocol promises. */
  malformed: number;
}

export interface Decoder {
  feed(bytes: Uint8Array): void;
  /** No more bytes will come; what is known so far. */
  end(): Answer;
}

export interface Protocol {
  name: ProtocolName;
  /** Whether the path alone gives the protocol away. */
  endpoint?(path: string): boolean;
  /** Null where the request is not of this protocol. */
  read(request: WireRequest): Asked | null;
  decoder(): Decoder;
}

export function emptyAnswer(): Answer {
  return {
    model: null,
    ending: 'open',
    usage: {
      inputTokens: undefined,
      outputTokens: undefined,
      cachedInputTokens: undefined,
      reasoningTokens: undefined,
    },
    text: [],
    toolCalls: [],
    malformed: 0,
  };
}

/** Adds a report of usage. Cumulative usage is repeated as it grows, so the larger figure wins. */
export function report(answer: Answer, usage: Partial<ReportedUsage>): void {
  for (const key of [
    'inputTokens',
    'outputTokens',
    'cachedInputTokens',
    'reasoningTokens',
  ] as const) {
    const figure = usage[key];
    if (figure !== undefined) answer.usage[key] = Math.max(figure, answer.usage[key] ?? 0);
  }
}
