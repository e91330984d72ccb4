/**
 * An agent that other agents and apps talk to in A2A over JSON-RPC, read in @a2a-js/sdk 1.3: version
 * 1.0 (`SendMessage`), and 0.3 (`message/send`) with its other names for the same things.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { type Dialect, oneMessage, type Sent, type Spoken, sse } from './dialect.ts';
import { rpcFailures, RpcRequest, rpcResult } from './json-rpc.ts';

const Params = z.object({
  message: z.object({
    contextId: z.optional(z.string()),
    parts: z.array(z.object({ text: z.optional(z.string()) })),
  }),
});

/** The same events in each version's words. */
interface Words {
  part(text: string): object;
  task(task: object, state: 'submitted' | 'completed'): object;
  status(of: object, state: 'working' | 'completed'): object;
  artifact(update: object): object;
  /** The answer to a request that does not stream. */
  answer(task: object): object;
}

const LATEST: Words = {
  part: (text) => ({ text }),
  task: (task, state) => ({ task: { ...task, status: statusOf(taskState(state)) } }),
  status: (of, state) => ({ statusUpdate: { ...of, status: statusOf(taskState(state)) } }),
  artifact: (update) => ({ artifactUpdate: update }),
  answer: (task) => LATEST.task(task, 'completed'),
};

const LEGACY: Words = {
  part: (text) => ({ kind: 'text', text }),
  task: (task, state) => ({ kind: 'task', ...task, status: statusOf(state) }),
  status: (of, state) => ({
    kind: 'status-update',
    ...of,
    status: statusOf(state),
    final: state === 'completed',
  }),
  artifact: (update) => ({ kind: 'artifact-update', ...update }),
  answer: (task) => LEGACY.task(task, 'completed'),
};

const METHODS: Record<string, { words: Words; stream: boolean }> = {
  SendMessage: { words: LATEST, stream: false },
  SendStreamingMessage: { words: LATEST, stream: true },
  'message/send': { words: LEGACY, stream: false },
  'message/stream': { words: LEGACY, stream: true },
};

export function a2aFor({ body }: Sent): Dialect {
  const { id, method, params } = RpcRequest.parse(body);
  const how = METHODS[method];
  if (how === undefined) throw new Error(`There is no method ${method}.`);
  const { words, stream } = how;
  const { contextId = randomUUID(), parts } = Params.parse(params).message;
  const event = (result: object) => sse(rpcResult(id, result));
  return {
    ...rpcFailures(id),
    protocol: 'a2a',
    headers: {},
    runsTools: false,
    read: () =>
      oneMessage(parts.flatMap(({ text }) => text ?? []).join('\n'), {
        conversation: contextId,
        stream,
      }),
    *stream(spoken) {
      const of = { taskId: spoken.id, contextId };
      const task = { id: spoken.id, contextId };
      yield { wire: event(words.task(task, 'submitted')), text: '' };
      yield { wire: event(words.status(of, 'working')), text: '' };
      for (const [index, text] of spoken.pieces.entries()) {
        const artifact = { artifactId: 'answer', parts: [words.part(text)] };
        const lastChunk = index === spoken.pieces.length - 1;
        const update = { ...of, artifact, append: index > 0, lastChunk };
        yield { wire: event(words.artifact(update)), text };
      }
      yield { wire: event(words.status(of, 'completed')), text: '' };
    },
    whole: (spoken) => rpcResult(id, words.answer(wholeTask(spoken, words, contextId))),
  };
}

/** The card by which clients find the agent; each version has an address in it. */
export function agentCard({ headers: { host = '127.0.0.1' } }: Sent) {
  const url = `http://${host}/a2a`;
  return {
    name: 'Northwind',
    description: 'Answers questions about the workspace.',
    version: '1.0.0',
    url,
    protocolVersion: '0.3.0',
    preferredTransport: 'JSONRPC',
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
    capabilities: { streaming: true },
    defaultInputModes: ['text/plain'],
    defaultOutputModes: ['text/plain'],
    skills: [],
  };
}

function wholeTask({ id, pieces }: Spoken, words: Words, contextId: string): object {
  const artifact = { artifactId: 'answer', parts: [words.part(pieces.join(''))] };
  return { id, contextId, artifacts: [artifact] };
}

function taskState(state: string): string {
  return `TASK_STATE_${state.toUpperCase()}`;
}

function statusOf(state: string): object {
  return { state, timestamp: new Date().toISOString() };
}
