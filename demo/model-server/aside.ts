/** What clients ask around the exchanges, such as to open a conversation: no model in it. */
export interface Aside {
  status: number;
  /** Left out, the answer is empty. */
  json?: unknown;
}

export function aside(json: unknown): Aside {
  return { status: 200, json };
}
