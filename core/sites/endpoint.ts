/** Where an adapter applies. */
import type { WireRequest } from '../protocols/protocol.ts';
import type { Adapter } from './adapter-schema.ts';
import { globMatches } from './glob.ts';

const ADDRESS = /^https?:\/\/([^/]+)(\/.*)$/;

/** Whether it is for this request: host where it names one, path, method. */
export function isFor(adapter: Adapter, { method, host, path }: WireRequest): boolean {
  const named = ADDRESS.exec(adapter.endpoint ?? '')?.[1] ?? host;
  return method === (adapter.method ?? 'POST') && named === host && isPathOf(adapter, path);
}

export function isPathOf({ endpoint = '' }: Adapter, path: string): boolean {
  return globMatches(ADDRESS.exec(endpoint)?.[2] ?? endpoint, path);
}
