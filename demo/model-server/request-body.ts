/** What came in a request's body, by what its headers say about it. */
import type { IncomingMessage } from 'node:http';

/** JSON, or the fields of a form; of a GET the query. Undefined where there is none. */
export async function requestBody(request: IncomingMessage, query: URLSearchParams) {
  if (request.method === 'GET') return fieldsOf(query);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  if (bytes.length === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(type)) {
    // Whatever else the label says: clients get it wrong, and services do not mind.
    return JSON.parse(bytes.toString('utf8')) as unknown;
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  return fieldsOf(form);
}

/** A form's values are text: lists and objects travel in it as JSON. */
function fieldsOf(form: FormData | URLSearchParams): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  form.forEach((value, name) => {
    if (typeof value === 'string')
      fields[name] = /^[[{]|^(true|false)$/.test(value) ? parsed(value) : value;
  });
  return fields;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
