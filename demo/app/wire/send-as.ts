/** How a page hands a request's body over to `fetch`. */
import type { Body, WireRequest } from './wire.ts';

export const SENDINGS = [
  'string',
  'request-object',
  'blob',
  'bytes',
  'search-params',
  'form-data',
  'stream',
] as const;
export type SendAs = (typeof SENDINGS)[number];

/** The same request, its body in another form. Only JSON becomes the fields of a form. */
export async function bodyAs(sendAs: SendAs, request: WireRequest): Promise<RequestInit> {
  const { method, headers, body } = request;
  if (body === null) return { method, headers };
  if (sendAs === 'search-params' || sendAs === 'form-data') {
    const form = typeof body === 'string' ? formOf(sendAs, body) : body;
    return { method, headers: without(headers), body: form };
  }
  if (sendAs === 'string' || sendAs === 'request-object') return { method, headers, body };
  // What the browser would label it with, where the request does not say so itself.
  const plain = new Response(body);
  const type = plain.headers.get('content-type') ?? 'application/json';
  const labelled = { 'content-type': type, ...headers };
  const bytes = new Uint8Array(await plain.arrayBuffer());
  if (sendAs === 'bytes') return { method, headers: labelled, body: bytes };
  const blob = new Blob([bytes], { type: labelled['content-type'] });
  // A blob is its own label, except that it writes it small and a form's boundary is not.
  const own = typeof body === 'string';
  if (sendAs === 'blob') return { method, headers: own ? without(headers) : labelled, body: blob };
  const streamed = { method, headers: labelled, body: blob.stream(), duplex: 'half' };
  return streamed;
}

/** Lists and objects travel in a form as JSON. */
function formOf(sendAs: 'search-params' | 'form-data', json: string): Body {
  const form = sendAs === 'form-data' ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(JSON.parse(json) as object)) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

/** The browser labels forms and blobs itself. */
function without(headers: Record<string, string>): Record<string, string> {
  const { 'content-type': _, ...rest } = headers;
  return rest;
}
