/**
 * A2A over JSON-RPC: `SendMessage`, `SendStreamingMessage`, and 0.3's `message/send`,
 * `message/stream`. An agent is asked, so its answer is estimated; which model it used is its own.
 * Source: `@a2a-js/sdk` 1.3.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireText } from './answer-body.ts';
import { rpcCall, RpcReply } from './json-rpc.ts';
import { type Answer, asking, finish, type Protocol } from './protocol.ts';

const METHOD = /^(Send(Streaming)?Message|message\/(send|stream))$/;

const Parts = z.catch(z.optional(z.array(z.object({ text: WireText }))), undefined);
const Message = z.object({ contextId: WireText, parts: Parts });
const Params = z.object({ message: Message });

const State = z.catch(z.optional(z.object({ state: WireText })), undefined);
const Artifact = z.object({ parts: Parts });
const Task = z.object({
  contextId: WireText,
  status: State,
  artifacts: z.catch(z.optional(z.array(Artifact)), undefined),
});
const Update = z.object({
  contextId: WireText,
  status: State,
  artifact: z.catch(z.optional(Artifact), undefined),
  parts: Parts,
});

/** Version 1.0 wraps each kind in a field of its own, 0.3 says it in `kind`. */
const Result = z.object({
  task: z.catch(z.optional(Task), undefined),
  message: z.catch(z.optional(Message), undefined),
  statusUpdate: z.catch(z.optional(Update), undefined),
  artifactUpdate: z.catch(z.optional(Update), undefined),
  kind: WireText,
});

export const a2a: Protocol = {
  name: 'a2a',
  read({ body }) {
    const call = rpcCall(body);
    if (call === null || !METHOD.test(call.method)) return null;
    const { success, data } = Params.safeParse(call.params);
    if (!success) return null;
    const { contextId = null, parts = [] } = data.message;
    const text = parts.flatMap((part) => part.text ?? []);
    return asking({ conversation: contextId, turn: 'prompt', text, messages: 1 });
  },
  decoder() {
    const take = whenFits(RpcReply, ({ result, error }, answer) => {
      if (error !== undefined) answer.ending = 'failed';
      else takeResult(result, answer);
    });
    return decodeAnswer({ event: take, document: take });
  },
};

function takeResult(result: unknown, answer: Answer): void {
  const { success, data } = Result.safeParse(result);
  if (!success) return;
  const legacy = data.kind === undefined ? null : result;
  const task = data.task ?? Task.safeParse(data.kind === 'task' ? legacy : null).data;
  const update =
    data.statusUpdate ??
    data.artifactUpdate ??
    Update.safeParse(data.kind === 'task' ? null : legacy).data;
  const said = [
    ...(task?.artifacts ?? []).flatMap(({ parts }) => parts ?? []),
    ...(update?.artifact?.parts ?? []),
    ...(update?.parts ?? []),
    ...(data.message?.parts ?? []),
  ];
  for (const { text } of said) if (text !== undefined) answer.text.push(text);
  answer.conversation = task?.contextId ?? update?.contextId ?? answer.conversation;
  const state = (task?.status ?? update?.status)?.state ?? '';
  if (/completed|input.required$/i.test(state)) finish(answer);
  else if (/failed|rejected|auth.required$/i.test(state)) answer.ending = 'failed';
  // A message by itself is the whole answer.
  else if (data.message !== undefined || data.kind === 'message') finish(answer);
}
