/** The demo's model server for one test file, and the truth about each of its tests. */
import { tmpdir } from 'node:os';
import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import type { TruthEntry } from '../../demo/model-server/truth.ts';
import { until } from '../until.ts';

export interface Serving {
  readonly url: string;
  /** This test's exchanges so far. */
  entries(): readonly TruthEntry[];
  /** Its one exchange, or the one with this index, once the server has seen it to its end. */
  truth(index?: number): Promise<TruthEntry>;
}

/** Starts before the first test, and stops after the last. */
export function serveForTests(): Serving {
  let server: ModelServer;
  let served = 0;
  beforeAll(async () => {
    server = await startModelServer(tmpdir());
  });
  beforeEach(() => {
    served = server.truth.entries.length;
  });
  afterAll(() => server.close());
  return {
    get url() {
      return server.url;
    },
    entries: () => server.truth.entries.slice(served),
    truth: (index = 0) =>
      until(() => {
        const entry = server.truth.entries[served + index];
        return entry?.endedAt == null ? undefined : entry;
      }),
  };
}

export const quick = { pieces: 12, pace: 0 };

export function behave(behaviour: object): { 'x-demo': string } {
  return { 'x-demo': JSON.stringify(behaviour) };
}

/** Sends JSON, and gives what came back. */
export function post(url: string, body: object, behaviour: object = {}, headers: object = {}) {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...headers,
      ...behave({ ...quick, ...behaviour }),
    },
    body: JSON.stringify(body),
  });
}

/** The events of a stream, data read as JSON where it is. */
export async function eventsOf(response: Response): Promise<{ event?: string; data: unknown }[]> {
  const events: { event?: string; data: unknown }[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const read =
        data.startsWith('{') || data.startsWith('[{') ? (JSON.parse(data) as unknown) : data;
      events.push(event === undefined ? { data: read } : { event, data: read });
    },
  });
  parser.feed(await response.text());
  return events;
}

/** The lines of a stream of JSON lines. */
export async function linesOf(response: Response): Promise<unknown[]> {
  const lines = (await response.text()).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}
