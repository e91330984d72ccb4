/**
 * Protocols come in packs, so that a page carries only what its app may speak. The everyday ones
 * are always there; the others are fetched when something looks like one of theirs.
 */
import type { ScreenPlaces } from '../sites/adapter-schema.ts';
import type { witness } from '../sites/witness.ts';
import type { Protocol, SocketProtocol, WireRequest } from './protocol.ts';

export interface Pack {
  protocols: readonly Protocol[];
  /** Those that take what looks like a call once everybody else has passed. */
  lastResorts: readonly Protocol[];
  sockets: readonly SocketProtocol[];
  /** Makes protocols of what people and companies know of their apps. */
  adapt?: (adapters: readonly unknown[], known: readonly Protocol[]) => Protocol[];
  /** Where adapters say the screen is to be watched. */
  screens?: (adapters: readonly unknown[]) => ScreenPlaces[];
  /** Looks on for “Try it”. */
  witness?: typeof witness;
}

/**
 * `http`: requests and answers in text; `binary`: framed in bytes; `screen`: no wire at all.
 * `reading` has no protocols but what is looked at once there are calls: whether prompts repeat and
 * answers are read.
 */
export const PACK_NAMES = ['http', 'binary', 'sockets', 'screen', 'reading'] as const;
export type PackName = (typeof PACK_NAMES)[number];

/** Fields that requests to models have, in one app or another. */
const TELLING =
  /^(messages?|prompts?|inputs?|contents?|query|question|text|chatInput|input_data|jsonrpc|threadId|conversation_?id|chat_?id|model|parts|data|user_?(input|message|prompt|query)|utterance|turns)$/i;

const BINARY = /\/model\/[^/]+\/(converse|invoke)/;

/** The packs that may know a request which no loaded protocol does. */
export function packsFor({ method, path, body }: WireRequest): readonly PackName[] {
  if (BINARY.test(path)) return ['binary'];
  // Without a body it is here because its answer is a stream.
  if (method === 'GET' || typeof body === 'symbol') return ['http'];
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const names = Object.entries(body)
    .slice(0, 200)
    .flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [name, ...Object.keys(value).slice(0, 50)]
        : [name],
    );
  return names.some((name) => TELLING.test(name)) ? ['http'] : [];
}

/**
 * What messages look like where models are spoken to: JSON of certain kinds, or the framing of
 * socket.io. Sockets of other kinds never load anything.
 */
const SOCKET_MESSAGE =
  /^42\[|^\{"protocol":"json"|connect\.challenge|"(?:type|event|method)"\s*:\s*"(?:response\.|send|appendText|execution|nodeExecute|chat|agent|message|prompt)/;
/** Ends every SignalR message. */
const RECORD_SEPARATOR = '\u001e';

export function packForMessage(data: string | Uint8Array): PackName | null {
  const text =
    typeof data === 'string' ? data : new TextDecoder().decode(data.subarray(0, TELLING_LENGTH));
  const telling = SOCKET_MESSAGE.test(text.slice(0, TELLING_LENGTH));
  return telling || text.endsWith(RECORD_SEPARATOR) ? 'sockets' : null;
}

const TELLING_LENGTH = 2_000;
