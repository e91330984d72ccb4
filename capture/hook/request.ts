/** What the page asks for, as far as it can be told without touching it. */
import type { Body, HttpTransport } from '../frames.ts';
import { MAX_BODY } from '../meeting.ts';
import {
  blobBytes,
  blobSize,
  bufferSize,
  Bytes,
  eachFormField,
  eachParameter,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isBufferView,
  matchOf,
  OwnWeakMap,
  parseUrl,
  requestMethod,
  requestUrl,
  upperCase,
  urlHref,
  urlOrigin,
  urlPath,
  urlQuery,
  whenSettled,
} from './natives.ts';
import { quietly } from './quietly.ts';

/** A body that is at hand, or a promise of it, read from what the page can no longer change. */
export type SeenBody = Exclude<Body, { kind: 'later' }> | Promise<Body>;

export interface SeenRequest {
  transport: HttpTransport;
  /** In capitals. */
  method: string;
  /** Origin and path. */
  url: string;
  /** One request of an engine.io connection that polls. */
  polling: boolean;
  body: SeenBody;
}

const NONE = { kind: 'none' } as const;
const UNREAD = { kind: 'unread' } as const;

/** Bodies that `Request` objects were made with; reading them from the object would use them up. */
const requestBodies = new OwnWeakMap<object, SeenBody>();

export function rememberRequest(request: Request, args: unknown[]): void {
  const body = option(args[1], 'body');
  if (body !== undefined && body !== null) requestBodies.set(request, seeBody(body));
  else copyRequestBody(args[0], request);
}

export function copyRequestBody(from: unknown, to: object): void {
  const body = requestBodies.get(from as object);
  if (body !== undefined) requestBodies.set(to, body);
}

/** What a call of `fetch` asks for; null where it cannot be told. */
export function seeFetch(args: unknown[]): SeenRequest | null {
  const [input, init] = [args[0], args[1]];
  const ofRequest = typeof input === 'string' ? undefined : requestUrl(input);
  const address = ofRequest ?? addressOf(input);
  if (address === null) return null;
  const own = ofRequest === undefined ? 'GET' : requestMethod(input);
  const method = option(init, 'method') ?? own;
  if (typeof method !== 'string') return null;
  const given = option(init, 'body') ?? null;
  const known = ofRequest === undefined ? NONE : (requestBodies.get(input as Request) ?? UNREAD);
  return seeRequest('fetch', method, address, given === null ? known : seeBody(given));
}

/** Chats that may be configured to ask by GET. */
const ASKS_BY_GET = /\/webhook(-test)?\/[^/]+\/chat$/;

/** Whether it may be a prompt, whatever comes back; of the others only streams are looked at. */
export function asksAtOnce({ method, url, polling }: SeenRequest): boolean {
  return method === 'POST' || polling || (method === 'GET' && matchOf(ASKS_BY_GET, url) !== null);
}

const WEB = /^https?:/;
const ENGINE_IO = /[?&]EIO=/;
const POLLS = /[?&]transport=polling(&|$)/;

export function seeRequest(
  transport: HttpTransport,
  method: string,
  address: string,
  body: SeenBody,
): SeenRequest | null {
  const url = parseUrl(address);
  const origin = url === null ? '' : urlOrigin(url);
  if (url === null || matchOf(WEB, origin) === null) return null;
  const query = urlQuery(url);
  const polling = matchOf(ENGINE_IO, query) !== null && matchOf(POLLS, query) !== null;
  return { transport, method: upperCase(method), url: origin + urlPath(url), polling, body };
}

export function seeBody(body: unknown): SeenBody {
  if (body === undefined || body === null) return NONE;
  if (typeof body === 'string') return body.length > MAX_BODY ? UNREAD : dataOf(body);
  // Copies, because the page may use its memory again.
  if (isBufferView(body)) {
    const { buffer, byteOffset, byteLength } = body;
    return byteLength > MAX_BODY ? UNREAD : copyOf(new Bytes(buffer, byteOffset, byteLength));
  }
  const held = bufferSize(body);
  if (held !== undefined) {
    return held > MAX_BODY ? UNREAD : copyOf(new Bytes(body as ArrayBuffer));
  }
  const size = blobSize(body);
  if (size !== undefined) return size > MAX_BODY ? UNREAD : bytesOf(blobBytes(body, MAX_BODY));
  return (
    quietly(() => fieldsOf(body, eachParameter)) ??
    quietly(() => fieldsOf(body, eachFormField)) ??
    UNREAD
  );
}

const dataOf = (data: string | Uint8Array) => ({ kind: 'data', data }) as const;

const copyOf = (bytes: Uint8Array) => dataOf(new Bytes(bytes));

function bytesOf(reading: Promise<ArrayBuffer>): Promise<Body> {
  return whenSettled<ArrayBuffer, Body>(
    reading,
    (buffer) => dataOf(new Bytes(buffer)),
    () => UNREAD,
  );
}

function fieldsOf(form: unknown, each: typeof eachFormField): SeenBody {
  const fields: string[] = [];
  let length = 0;
  each(form, (value, name) => {
    if (typeof value !== 'string') return;
    length += name.length + value.length;
    if (length > MAX_BODY) return;
    fields[fields.length] = name;
    fields[fields.length] = value;
  });
  return length > MAX_BODY ? UNREAD : { kind: 'form', fields };
}

/** Anything else the browser turns into text itself, and may do so only once. */
export function addressOf(input: unknown): string | null {
  return typeof input === 'string' ? input : (urlHref(input) ?? null);
}

/**
 * What stands under a name in the options of a call. A getter is not asked: the browser asks it,
 * and the page may count. Only of a `Request` given as options it is known what it says.
 */
function option(init: unknown, name: 'method' | 'body'): unknown {
  if (typeof init !== 'object') return undefined;
  for (let owner: object | null = init; owner !== null; owner = getPrototypeOf(owner)) {
    const found = getOwnPropertyDescriptor(owner, name);
    if (found === undefined) continue;
    return name === 'method' && found.get !== undefined ? requestMethod(init) : found.value;
  }
  return undefined;
}
