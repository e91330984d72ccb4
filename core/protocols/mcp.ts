/**
 * The Model Context Protocol over streamable HTTP. A tool called from the page is an action in
 * which no model takes part: it has a name and no tokens. Lists of tools are no calls, but say
 * what each tool does.
 * Source: `@modelcontextprotocol/sdk` 1.32.
 */
import * as z from 'zod/mini';
import type { ActionEffect } from '../interaction.ts';
import { decodeAnswer, whenFits } from './answer-body.ts';
import { rpcCall, RpcReply } from './json-rpc.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const ToolParams = z.object({ name: z.string() });

const Hint = z.catch(z.optional(z.boolean()), undefined);
const Tools = z.object({
  tools: z.array(
    z.object({
      name: z.string(),
      annotations: z.optional(z.object({ readOnlyHint: Hint, destructiveHint: Hint })),
    }),
  ),
});
const Result = z.object({ isError: z.catch(z.optional(z.boolean()), undefined) });

export const mcp: Protocol = {
  name: 'mcp',
  read({ body }) {
    const call = rpcCall(body);
    if (call?.method !== 'tools/call') return null;
    const { success, data } = ToolParams.safeParse(call.params);
    return success ? asking({ tools: [data.name] }) : null;
  },
  decoder(asked) {
    const take = whenFits(RpcReply, ({ result, error }, answer) => {
      if (error !== undefined || Result.safeParse(result).data?.isError === true) {
        answer.ending = 'failed';
      } else if (result !== undefined) finish(answer);
    });
    const decoder = decodeAnswer({ event: take, document: take });
    return {
      ...decoder,
      end: () => {
        const answer = decoder.end();
        for (const name of asked?.tools ?? []) answer.toolCalls.push({ id: null, name });
        // No model took part.
        report(answer, { inputTokens: 0, outputTokens: 0 });
        return answer;
      },
    };
  },
};

/** A list of tools. */
export const mcpList: Protocol = {
  name: 'mcp',
  read: ({ body }) => (rpcCall(body)?.method === 'tools/list' ? asking({}) : null),
  decoder() {
    const take = whenFits(RpcReply, ({ result }, answer) => learnEffects(result, answer));
    return decodeAnswer({ event: take, document: take });
  },
  counts: () => false,
};

function learnEffects(result: unknown, answer: Answer): void {
  for (const { name, annotations } of Tools.safeParse(result).data?.tools ?? []) {
    const effect = effectOf(annotations?.readOnlyHint, annotations?.destructiveHint);
    if (effect !== null) answer.effects.set(name, effect);
  }
}

function effectOf(
  readOnly: boolean | undefined,
  destructive: boolean | undefined,
): ActionEffect | null {
  if (readOnly === true) return 'read';
  return readOnly === false || destructive === true ? 'write' : null;
}
