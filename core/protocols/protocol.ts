/**
 * A wire protocol: reads what a request asks for and decodes what comes back. Pure and fed; the
 * same bytes in any chunks give the same answer. Text is held only until it is counted.
 */
import type { ActionEffect, ProtocolName } from '../interaction.ts';
import type { Trigger } from '../provenance/signals.ts';

/** A body that is there but could not be read. */
export const UNREAD = Symbol('unread');

/** The part of a request a protocol may look at. */
export interface WireRequest {
  /** `POST`; `GET` only where the answer is a stream. */
  method: string;
  /** Host of the URL, with its port. */
  host: string;
  /** Path of the URL, without query. */
  path: string;
  /** The body parsed as JSON, a form as what it stands for, `UNREAD`, or undefined for the rest. */
  body: unknown;
  /** The text fields of a form, or null where it is none. */
  fields: Readonly<Record<string, string>> | null;
}

/** What a request asks for. */
export interface Asked {
  /** As the request names it; unchecked. */
  model: unknown;
  /** The conversation's id as it stands on the wire, or null. */
  conversation: string | null;
  /** What its last message is. */
  turn: 'prompt' | 'tool-results' | 'not seen';
  /** Ids of the tool calls whose results it carries, or other names of calls it descends from. */
  answers: string[];
  /**
   * Everything a provider would count as input, the latest prompt last. Dropped as soon as it is
   * counted.
   */
  text: string[];
  /** Messages in it; providers add a few tokens for each. */
  messages: number;
  /** Who started it, where the wire says so. */
  trigger: Trigger | null;
  /** Tools that the request itself calls, by name. */
  tools: string[];
  /** What the wire calls this call, where its answer may come over another transport. */
  call: string | null;
}

/** What is asked, by what of it is known. */
export function asking(known: Partial<Asked>): Asked {
  return {
    model: null,
    conversation: null,
    turn: 'not seen',
    answers: [],
    text: [],
    messages: 0,
    trigger: null,
    tools: [],
    call: null,
    ...known,
  };
}

/** Tokens as far as the wire reported them, counted as in `Usage`. */
export interface ReportedUsage {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  cachedInputTokens: number | undefined;
  reasoningTokens: number | undefined;
  /** Input and output together, where the wire tells no more. */
  totalTokens: number | undefined;
}

interface WireToolCall {
  id: string | null;
  /** As the answer names it; unchecked. */
  name: unknown;
  /** Where the wire itself says what the tool does. */
  effect?: ActionEffect;
}

/** What came back. */
export interface Answer {
  /** As the answer names it; unchecked. */
  model: unknown;
  /** The conversation's id, where only the answer says it. */
  conversation: string | null;
  /** Who started it, where only the answer says it. */
  trigger: Trigger | null;
  /** `finished` carried its end marker or finish reason; `failed` says so itself. */
  ending: 'finished' | 'failed' | 'open';
  usage: ReportedUsage;
  /** Everything a provider would count as output. Dropped as soon as it is counted. */
  text: string[];
  toolCalls: WireToolCall[];
  /**
   * What names this one call wherever and however often it is seen: in another tab, after a
   * reconnect. Null where the exchange itself is the only sighting there can be.
   */
  key: string | null;
  /** The key that a page which went away in the midst of the call may have told it by. */
  earlierKey: string | null;
  /** Where the rest comes under that name over another transport. */
  elsewhere: string | null;
  /** What tools do, where the wire says so. */
  effects: Map<string, ActionEffect>;
  /** Other names by which later calls refer to this one, beside its tool calls' ids. */
  names: string[];
  /** Pieces that are not what the protocol promises. */
  malformed: number;
}

export interface Decoder {
  /** What is known so far. */
  readonly answer: Answer;
  feed(bytes: Uint8Array): void;
  /** No more bytes will come; what is known so far. */
  end(): Answer;
}

/** A protocol of requests and their answers: over fetch, XHR or EventSource. */
export interface Protocol {
  name: ProtocolName;
  /** The name of the adapter it was made of. */
  adapter?: string;
  /** Whether the path alone gives the protocol away. */
  endpoint?(path: string): boolean;
  /** Null where the request is not of this protocol. */
  read(request: WireRequest): Asked | null;
  /** `asked` is null where the request could not be read. */
  decoder(asked: Asked | null): Decoder;
  /** Whether it was a call at all, where only the answer tells. */
  counts?(answer: Answer): boolean;
}

export interface SocketAddress {
  host: string;
  path: string;
}

export interface SocketMessage {
  direction: 'in' | 'out';
  data: string | Uint8Array;
}

/** A protocol whose calls share one socket. */
export interface SocketProtocol {
  name: ProtocolName;
  /** Its names mean the same on every socket, and in requests; otherwise each socket has its own. */
  sharesNames?: true;
  /** Whether this message on that socket gives the protocol away. Asked of the first few. */
  recognises(socket: SocketAddress, message: SocketMessage): boolean;
  /** Gets every message from the first on. Never throws, whatever comes. */
  reader(calls: Calls): SocketReader;
}

export interface SocketReader {
  take(message: SocketMessage): void;
}

/** Where a socket's reader reports the calls it sees. Names are the protocol's own. */
export interface Calls {
  /**
   * A call begins at this moment. Gives its answer, to be filled as it comes; the same name again
   * gives the same answer.
   */
  begin(name: string, asked: Asked): Answer;
  /** The answer of a call under way, begun here or by a request with that `call`. */
  find(name: string): Answer | null;
  /** It is over: made an interaction. `answer.ending` says how; open counts as broken off. */
  end(name: string): void;
  /** It never was one. */
  drop(name: string): void;
}

export function emptyAnswer(): Answer {
  return {
    model: null,
    conversation: null,
    trigger: null,
    ending: 'open',
    usage: {
      inputTokens: undefined,
      outputTokens: undefined,
      cachedInputTokens: undefined,
      reasoningTokens: undefined,
      totalTokens: undefined,
    },
    text: [],
    toolCalls: [],
    key: null,
    earlierKey: null,
    elsewhere: null,
    effects: new Map(),
    names: [],
    malformed: 0,
  };
}

/** It carried its end marker; what failed before that stays failed. */
export function finish(answer: Answer): void {
  if (answer.ending === 'open') answer.ending = 'finished';
}

const FIGURES = [
  'inputTokens',
  'outputTokens',
  'cachedInputTokens',
  'reasoningTokens',
  'totalTokens',
] as const;

/** Adds a report of usage. Cumulative usage is repeated as it grows, so the larger figure wins. */
export function report(answer: Answer, usage: Partial<ReportedUsage>): void {
  for (const key of FIGURES) {
    const figure = usage[key];
    if (figure !== undefined) answer.usage[key] = Math.max(figure, answer.usage[key] ?? 0);
  }
}
