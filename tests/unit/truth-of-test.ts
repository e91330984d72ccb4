/** The truth of one test at a time, on a server that all tests of a file share. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import type { TruthEntry } from '../../demo/model-server/truth.ts';
import { until } from '../until.ts';

export interface Served {
  /** Without a slash at the end. */
  readonly url: string;
  /** The exchanges of this test, once there are so many and all are over. */
  truth(count?: number): Promise<TruthEntry[]>;
  /** The exchanges of this test so far. */
  entries(): readonly TruthEntry[];
}

/** To be called once for a file. */
export function serveTests(): Served {
  let server: ModelServer;
  let before = 0;
  beforeAll(async () => {
    server = await startModelServer('nowhere');
  });
  beforeEach(() => {
    before = server.truth.entries.length;
  });
  afterAll(() => server.close());
  const entries = () => server.truth.entries.slice(before);
  return {
    get url() {
      return server.url;
    },
    entries,
    truth: (count = 1) =>
      until(() => {
        const mine = entries();
        const over = mine.length >= count && mine.every(({ endedAt }) => endedAt !== null);
        return over ? mine : undefined;
      }),
  };
}

/** Posts JSON with a behaviour. */
export function post(url: string, body: object, behaviour: object = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-demo': JSON.stringify(behaviour) },
    body: JSON.stringify(body),
  });
}

/** The events of a stream as JSON where they are JSON. */
export async function eventsOf(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text().catch(() => '');
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .flatMap((line) => {
      try {
        return [JSON.parse(line.slice('data: '.length)) as Record<string, unknown>];
      } catch {
        return [];
      }
    });
}
