/** What the page asks for, as far as it can be told without touching it. */
import type { Body, HttpTransport } from '../frames.ts';
import { MAX_BODY } from '../meeting.ts';
import { blobBytes, formEntries, requestMethod, requestUrl } from './natives.ts';

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
const requestBodies = new WeakMap<object, SeenBody>();

export function rememberRequest(request: Request, [input, init]: unknown[]): void {
  const body = optionsOf(init).body;
  if (body !== undefined && body !== null) requestBodies.set(request, seeBody(body));
  else if (typeof input === 'object' && input !== null) copyRequestBody(input, request);
}

export function copyRequestBody(from: object, to: object): void {
  const body = requestBodies.get(from);
  if (body !== undefined) requestBodies.set(to, body);
}

/** What a call of `fetch` asks for; null where it cannot be told. */
export function seeFetch([input, init]: unknown[]): SeenRequest | null {
  const options = optionsOf(init);
  const request = input instanceof Request ? input : null;
  const method = options.method ?? (request === null ? 'GET' : requestMethod(request));
  const address = request === null ? addressOf(input) : requestUrl(request);
  if (address === null) return null;
  const known = request === null ? NONE : (requestBodies.get(request) ?? UNREAD);
  const body = options.body == null ? known : seeBody(options.body);
  return seeRequest('fetch', method, address, body);
}

/** Chats that may be configured to ask by GET. */
const ASKS_BY_GET = /\/webhook(-test)?\/[^/]+\/chat$/;

/** Whether it may be a prompt, whatever comes back; of the others only streams are looked at. */
export function asksAtOnce({ method, url, polling }: SeenRequest): boolean {
  return method === 'POST' || polling || (method === 'GET' && ASKS_BY_GET.test(url));
}

export function seeRequest(
  transport: HttpTransport,
  method: string,
  address: string,
  body: SeenBody,
): SeenRequest | null {
  const url = URL.parse(address, document.baseURI);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const { origin, pathname, searchParams } = url;
  const polling = searchParams.has('EIO') && searchParams.get('transport') === 'polling';
  return { transport, method: method.toUpperCase(), url: origin + pathname, polling, body };
}

export function seeBody(body: unknown): SeenBody {
  if (body === undefined || body === null) return NONE;
  if (typeof body === 'string') return body.length > MAX_BODY ? UNREAD : dataOf(body);
  if (body instanceof URLSearchParams) return fieldsOf(body.entries());
  if (body instanceof FormData) return fieldsOf(formEntries(body));
  if (body instanceof Blob) {
    return body.size > MAX_BODY ? UNREAD : bytesOf(blobBytes(body, MAX_BODY));
  }
  // Copies, because the page may use its memory again.
  if (body instanceof ArrayBuffer) {
    return body.byteLength > MAX_BODY ? UNREAD : dataOf(new Uint8Array(body.slice(0)));
  }
  if (ArrayBuffer.isView(body) && body.byteLength <= MAX_BODY) {
    return dataOf(new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice());
  }
  return UNREAD;
}

const dataOf = (data: string | Uint8Array) => ({ kind: 'data', data }) as const;

async function bytesOf(reading: Promise<ArrayBuffer>): Promise<Body> {
  try {
    return dataOf(new Uint8Array(await reading));
  } catch {
    return UNREAD;
  }
}

function fieldsOf(entries: Iterable<[string, FormDataEntryValue]>): SeenBody {
  const fields: string[] = [];
  let length = 0;
  for (const [name, value] of entries) {
    if (typeof value !== 'string') continue;
    length += name.length + value.length;
    if (length > MAX_BODY) return UNREAD;
    fields.push(name, value);
  }
  return { kind: 'form', fields };
}

/** Anything else the browser turns into text itself, and may do so only once. */
export function addressOf(input: unknown): string | null {
  if (typeof input === 'string') return input;
  return input instanceof URL ? input.href : null;
}

function optionsOf(init: unknown): RequestInit {
  return typeof init === 'object' && init !== null ? init : {};
}
