/** JSON-RPC 2.0, which MCP and A2A speak. */
import * as z from 'zod/mini';
import { apology, NO_JSON, OVERLOADED, sse } from './dialect.ts';

export const RpcRequest = z.object({
  /** Left out, it is a notification and wants no answer. */
  id: z.optional(z.union([z.string(), z.number()])),
  method: z.string(),
  params: z.optional(z.record(z.string(), z.unknown())),
});

type Id = z.infer<typeof RpcRequest>['id'];

export function rpcResult(id: Id, result: unknown): object {
  return { jsonrpc: '2.0', id, result };
}

const SERVER_ERROR = -32_000;

/** How things go wrong in answers to this request. */
export function rpcFailures(id: Id) {
  const failure = (message: string) => ({
    jsonrpc: '2.0',
    id,
    error: { code: SERVER_ERROR, message },
  });
  return {
    midStreamError: () => sse(failure(OVERLOADED), 'message'),
    malformed: () => sse(NO_JSON, 'message'),
    refusal: (status: number) => failure(apology(status)),
  };
}
