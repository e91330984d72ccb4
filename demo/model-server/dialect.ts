/** A wire protocol from the server's side: how a request is read and an answer is written. */
import type { IncomingHttpHeaders } from 'node:http';
import type { TruthEntry } from './truth.ts';

/** A request as it came in. */
export interface Sent {
  /** What the route's pattern names in the path, as it stands there. */
  path: Record<string, string | undefined>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** JSON, or the fields of a form or of the query. */
  body: unknown;
}

/** A request as far as the model cares. */
export interface Asked {
  model: string | null;
  /** As on the wire; null or left out where it names none. */
  conversation?: string | null;
  stream: boolean;
  /** Whether the client wants to be told the usage. */
  usageWanted: boolean;
  texts: string[];
  messages: number;
  /** Which prompt of the conversation this is, from 0. */
  turn: number;
  /** Rounds of tool calls in it; null where it offers no tools. */
  stepsTaken: number | null;
  /** The tool that is called itself, without a model: nothing of it counts as tokens. */
  tool?: string;
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
  conversation: string | null;
  pieces: readonly string[];
  calls: readonly { id: string; name: string; json: string }[];
  usage: Usage;
  usageWanted: boolean;
}

type Wire = string | Uint8Array;

/** Bytes for the wire, and the text in them that counts as output. */
export interface Chunk {
  wire: Wire;
  text: string;
}

export interface Dialect {
  protocol: TruthEntry['protocol'];
  /** Of a stream, beside what every stream has; `content-type` where it is no event stream. */
  headers: Record<string, string>;
  /** Whether the server can run tools by itself within one answer. */
  runsTools: boolean;
  read(body: unknown, sent: Sent): Asked;
  /** A streamed answer. */
  stream(spoken: Spoken): Iterable<Chunk>;
  /** The same answer as one document. */
  whole(spoken: Spoken): unknown;
  /** Headers the document comes with. */
  wholeHeaders?(spoken: Spoken): Record<string, string>;
  /** An error in the midst of a stream, after so many chunks. */
  midStreamError(chunksSent: number): Wire;
  /** An event whose data is no JSON. */
  malformed(chunksSent: number): Wire;
  refusal(status: number): unknown;
}

/** The model where the app and not the request chooses it, and the wire says which. */
export const HOUSE_MODEL = 'northwind-agent';

/** One new message to an app that keeps the conversation to itself. */
export function oneMessage(text: string, rest: Partial<Asked> = {}): Asked {
  return {
    model: null,
    stream: true,
    usageWanted: false,
    texts: [text],
    messages: 1,
    turn: 0,
    stepsTaken: null,
    ...rest,
  };
}

export function sse(data: unknown, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export function jsonLine(data: unknown): string {
  return `${JSON.stringify(data)}\n`;
}

/** What a service says when it refuses. */
export function apology(status: number): string {
  return status === 429 ? 'Rate limit reached.' : 'The server had an error.';
}

export const OVERLOADED = 'The model is overloaded.';

export const NO_JSON = '{"no": json';

/** JSON in two parts, as models stream a call's arguments. */
export function halves(json: string): [string, string] {
  const middle = Math.ceil(json.length / 2);
  return [json.slice(0, middle), json.slice(middle)];
}
