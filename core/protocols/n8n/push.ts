/**
 * n8n's editor: `/rest/push` tells of executions node by node. What a language model used stands
 * in what its node put out, which comes in binary frames. A webhook is no proof of a program: the
 * hosted chat is one.
 * Source: n8n 2.41, `@n8n/api-types`.
 */
import * as z from 'zod/mini';
import { WireCount, WireText } from '../answer-body.ts';
import { type Asked, asking, finish, report, type SocketProtocol } from '../protocol.ts';
import { socketJson } from '../socket-json.ts';

const TokenUsage = z.object({ promptTokens: WireCount, completionTokens: WireCount });
const Output = z.object({
  tokenUsage: z.catch(z.optional(TokenUsage), undefined),
  tokenUsageEstimate: z.catch(z.optional(TokenUsage), undefined),
});
const Input = z.object({
  options: z.catch(z.optional(z.object({ model: WireText, model_name: WireText })), undefined),
});
/** By branch and item. */
const items = <Json extends z.ZodMiniType>(json: Json) =>
  z.catch(
    z.optional(z.object({ ai_languageModel: z.optional(z.array(z.array(z.object({ json })))) })),
    undefined,
  );

const Push = z.object({
  type: z.string(),
  data: z.object({
    executionId: z.string(),
    mode: WireText,
    nodeName: WireText,
    status: WireText,
    data: z.catch(
      z.optional(z.object({ data: items(Output), inputOverride: items(Input) })),
      undefined,
    ),
  }),
});

const MODEL_NODE = /model|llm|gpt|openai|anthropic|claude|gemini|mistral|ollama|bedrock|cohere/i;
const PATH = /\/rest\/push$/;
const MAX_EXECUTIONS = 200;

export const n8nPush: SocketProtocol = {
  name: 'n8n',
  sharesNames: true,
  recognises: ({ path }) => PATH.test(path),
  reader: (calls) => {
    const modes = new Map<string, string>();
    /** Names of the calls under way, by execution. */
    const open = new Map<string, Set<string>>();
    return {
      take: (frame) => {
        const push = Push.safeParse(socketJson(frame)).data;
        if (push === undefined) return;
        const { executionId, mode, nodeName = '', status, data } = push.data;
        const running = open.get(executionId) ?? new Set<string>();
        const name = `${executionId} ${nodeName}`;
        if (push.type === 'executionStarted') {
          if (modes.size >= MAX_EXECUTIONS) modes.clear();
          modes.set(executionId, mode ?? '');
        } else if (push.type === 'nodeExecuteBefore' && MODEL_NODE.test(nodeName)) {
          calls.begin(name, askedBy(modes.get(executionId)));
          open.set(executionId, running.add(name));
        } else if (push.type === 'nodeExecuteAfterData') {
          const output = data?.data?.ai_languageModel?.[0]?.[0]?.json;
          if (output === undefined) return;
          const answer = calls.find(name) ?? calls.begin(name, askedBy(modes.get(executionId)));
          const options = data?.inputOverride?.ai_languageModel?.[0]?.[0]?.json.options;
          answer.model = options?.model ?? options?.model_name ?? null;
          const usage = output.tokenUsage ?? output.tokenUsageEstimate;
          report(answer, {
            inputTokens: usage?.promptTokens,
            outputTokens: usage?.completionTokens,
          });
          finish(answer);
          running.delete(name);
          calls.end(name);
        } else if (push.type === 'executionFinished') {
          for (const each of running) {
            const answer = calls.find(each);
            if (answer !== null && status !== 'canceled') answer.ending = 'failed';
            calls.end(each);
          }
          open.delete(executionId);
          modes.delete(executionId);
        }
      },
    };
  },
};

function askedBy(mode: string | undefined): Asked {
  if (mode === 'trigger') return asking({ trigger: 'schedule' });
  if (mode === 'manual' || mode === 'chat') return asking({ turn: 'prompt', trigger: 'page' });
  return asking({ trigger: 'elsewhere' });
}
