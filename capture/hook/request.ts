/** What a call of `fetch` asks for, as far as it can be told without touching it. */
import { MAX_BODY } from '../meeting.ts';
import { requestMethod, requestUrl } from './natives.ts';

export interface SeenRequest {
  /** Origin and path. */
  url: string;
  /** Null: there is one, but reading it would touch it. */
  body: string | Uint8Array | null;
}

/** Null for what cannot be a prompt: AI endpoints are asked by POST. */
export function seeRequest([input, init]: unknown[]): SeenRequest | null {
  const options: RequestInit = typeof init === 'object' && init !== null ? init : {};
  const request = input instanceof Request ? input : null;
  const method = options.method ?? (request === null ? 'GET' : requestMethod(request));
  if (method.toUpperCase() !== 'POST') return null;
  const address = request === null ? addressOf(input) : requestUrl(request);
  const url = address === null ? null : URL.parse(address, document.baseURI);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return { url: url.origin + url.pathname, body: seeBody(options.body) };
}

function addressOf(input: unknown): string | null {
  if (typeof input === 'string') return input;
  return input instanceof URL ? input.href : null;
}

function seeBody(body: unknown): string | Uint8Array | null {
  if (typeof body === 'string') return body.length > MAX_BODY ? null : body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ArrayBuffer)
    return body.byteLength > MAX_BODY ? null : new Uint8Array(body.slice(0));
  if (ArrayBuffer.isView(body)) {
    if (body.byteLength > MAX_BODY) return null;
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  }
  return null;
}
