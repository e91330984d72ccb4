/** A wire protocol from a page's side: a request, built by hand as small apps build theirs. */

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

/** What is to be asked. */
export interface Ask {
  model: string;
  prompt: string;
  /** Earlier turns, oldest first, where the page keeps them. */
  history: readonly Turn[];
  stream: boolean;
  /** Where the protocol names one. */
  conversation: string;
  /** Names of tools on offer, where the page offers them. */
  tools: readonly string[];
  /** One of the wire's variants; the first where left out. */
  variant: string | undefined;
}

export type Body = string | FormData | URLSearchParams | Blob | Uint8Array<ArrayBuffer>;

export interface WireRequest {
  path: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  /** Null where a GET says it all in its path. */
  body: Body | null;
}

export interface Wire {
  /** Other ways of speaking it: another endpoint, another framing. */
  variants: readonly string[];
  request(ask: Ask): WireRequest;
}

export function postJson(
  path: string,
  json: object,
  headers: Record<string, string> = {},
): WireRequest {
  return {
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  };
}

export const SCHEMA = { type: 'object', properties: {} };

/** The conversation with the new prompt at its end. */
export function turnsOf({ history, prompt }: Ask): Turn[] {
  return [...history, { role: 'user', content: prompt }];
}

/** A field only where there is something to say in it. */
export function tools<T>(names: readonly string[], each: (name: string) => T): { tools?: T[] } {
  return names.length === 0 ? {} : { tools: names.map(each) };
}
