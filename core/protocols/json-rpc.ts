/** JSON-RPC 2.0, which MCP and A2A speak over plain HTTP. */
import * as z from 'zod/mini';

const Call = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.optional(z.unknown()),
});

export function rpcCall(body: unknown): z.infer<typeof Call> | null {
  const { success, data } = Call.safeParse(body);
  return success ? data : null;
}

/** What comes back: a result, an error, or a message that needs no answer. */
export const RpcReply = z.object({
  jsonrpc: z.literal('2.0'),
  result: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
});
