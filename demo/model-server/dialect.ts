/** A wire protocol from the server's side: how a request is read and an answer is written. */
import type { TruthEntry } from './truth.ts';

/** A request as far as the model cares. */
export interface Asked {
  model: string | null;
  stream: boolean;
  /** Whether the client wants to be told the usage. */
  usageWanted: boolean;
  texts: string[];
  messages: number;
  /** Which prompt of the conversation this is, from 0. */
  turn: number;
  /** Rounds of tool calls in it; null where it offers no tools. */
  stepsTaken: number | null;
}

interface Usage {
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  reasoningTokens: number;
}

/** A whole answer, before it is cut into chunks. */
export interface Spoken {
  id: string;
  model: string;
  pieces: readonly string[];
  calls: readonly { id: string; name: string; json: string }[];
  usage: Usage;
  usageWanted: boolean;
}

/** Bytes for the wire, and the text in them that counts as output. */
export interface Chunk {
  wire: string;
  text: string;
}

export interface Dialect {
  protocol: TruthEntry['protocol'];
  headers: Record<string, string>;
  /** Whether the server can run tools by itself within one answer. */
  runsTools: boolean;
  read(body: unknown): Asked;
  /** A streamed answer. */
  stream(spoken: Spoken): Iterable<Chunk>;
  /** The same answer as one document. */
  whole(spoken: Spoken): unknown;
  /** An error in the midst of a stream. */
  midStreamError(): string;
  /** An event whose data is no JSON. */
  malformed(): string;
  refusal(status: number): unknown;
}

export function sse(data: unknown, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export const NO_JSON = '{"no": json';

/** JSON in two parts, as models stream a call's arguments. */
export function halves(json: string): [string, string] {
  const middle = Math.ceil(json.length / 2);
  return [json.slice(0, middle), json.slice(middle)];
}
