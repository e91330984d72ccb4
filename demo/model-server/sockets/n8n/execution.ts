/** One execution of a workflow with an agent in it, as the editor is told of it node by node. */
import type { Behaviour } from '../../behaviour.ts';
import { NO_JSON, type Spoken } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import {
  endCall,
  type ModelCall,
  openCall,
  tell,
  type Utterance,
  type Wire,
} from '../model-call.ts';
import type { Initiation } from '../socket-protocol.ts';

/** Of n8n's execution modes, those in which a person or a machine starts a workflow. */
export const MODES = ['manual', 'chat', 'trigger', 'webhook'] as const;
export type Mode = (typeof MODES)[number];

/** A webhook may well be a chat's page: the mode alone does not say. */
const STARTED_BY: Record<Mode, Initiation> = {
  manual: 'page',
  chat: 'page',
  trigger: 'schedule',
  webhook: 'webhook',
};

/** What goes to the editor; a string is no JSON. n8n sends what nodes put out in binary frames. */
export type Push = { type: string; data: object } | string;

export interface Execution {
  id: string;
  mode: Mode;
  prompt: string;
  model: string;
  behaviour: Behaviour;
}

const WORKFLOW = { workflowId: 'workflow-1', workflowName: 'Weekly summary' };
const AGENT = 'AI Agent';
const MODEL = 'OpenAI Chat Model';

/** Resolves when it is over. */
export async function execute(
  truth: TruthLedger,
  execution: Execution,
  wire: Wire<Push>,
): Promise<void> {
  const { id: executionId, mode, behaviour } = execution;
  const push = (type: string, data: object) => wire.send({ type, data: { executionId, ...data } });
  const finish = (status: string) =>
    push('executionFinished', { workflowId: WORKFLOW.workflowId, status });
  const texts = [execution.prompt];
  const startedAt = new Date().toISOString();
  push('executionStarted', { mode, startedAt, ...WORKFLOW, flattedRunData: '[{}]' });
  push('nodeExecuteBefore', { nodeName: AGENT, sequenceNumber: 0, data: taskStart(0) });
  for (let round = 0; ; round += 1) {
    const call = openRound(truth, execution, texts, round);
    if (behaviour.refuse !== undefined) {
      endCall(truth, call, 'error');
      finish('error');
      return;
    }
    const utterances = roundUtterances(executionId, call, texts, round);
    const ending = await tell(truth, call, utterances, wire, {
      error: () => [finished(executionId, 'error')],
      malformed: NO_JSON,
    });
    if (ending === 'aborted') finish('canceled');
    if (ending !== 'complete') return;
    if (call.spoken.calls.length === 0) {
      const output = { main: [[{ json: { output: call.spoken.pieces.join('') } }]] };
      for (const frame of nodeDone(executionId, AGENT, 0, output)) wire.send(frame);
      finish('success');
      return;
    }
    for (const { name, json } of call.spoken.calls) {
      texts.push(name, json, 'Done.');
      const output = { ai_tool: [[{ json: { response: 'Done.' } }]] };
      for (const frame of nodeDone(executionId, name, round, output)) wire.send(frame);
    }
  }
}

function openRound(truth: TruthLedger, execution: Execution, texts: string[], round: number) {
  const { id, mode, model, behaviour } = execution;
  const asked = {
    protocol: 'n8n' as const,
    model,
    texts,
    messages: texts.length,
    usageWanted: true,
    // The editor is told what came of a call, never its words as they come.
    streamed: false,
    initiation: STARTED_BY[mode],
    run: id,
    ...(behaviour.act ? { stepsTaken: round } : {}),
  };
  return openCall(truth, asked, { ...behaviour, act: false });
}

function* roundUtterances(
  executionId: string,
  { spoken }: ModelCall,
  texts: readonly string[],
  round: number,
): Iterable<Utterance<Push>> {
  const before = { executionId, nodeName: MODEL, sequenceNumber: round, data: taskStart(round) };
  yield { frames: [{ type: 'nodeExecuteBefore', data: before }], text: '' };
  for (const text of spoken.pieces) yield { frames: [], text };
  const input = [[{ json: { messages: texts, options: { model: spoken.model } } }]];
  yield {
    frames: nodeDone(executionId, MODEL, round, { ai_languageModel: outputOf(spoken) }, input),
    text: spoken.calls.map(({ name, json }) => name + json).join(''),
  };
}

function outputOf({ pieces, calls, usage }: Spoken): object[][] {
  const generationInfo = { finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' };
  const tokenUsage = {
    completionTokens: usage.outputTokens,
    promptTokens: usage.inputTokens,
    totalTokens: usage.inputTokens + usage.outputTokens,
  };
  const response = { generations: [[{ text: pieces.join(''), generationInfo }]] };
  return [[{ json: { response, tokenUsage } }]];
}

/** Twice: that a node is done, and what it put out. */
function nodeDone(
  executionId: string,
  nodeName: string,
  executionIndex: number,
  output: Record<string, object[][]>,
  input?: object[][],
): Push[] {
  const task = { ...taskStart(executionIndex), executionTime: 12, executionStatus: 'success' };
  const counts = Object.entries(output).map(([type, [items = []]]) => [type, [items.length]]);
  const about = { executionId, nodeName, itemCountByConnectionType: Object.fromEntries(counts) };
  const inputOverride = input === undefined ? {} : { inputOverride: { ai_languageModel: input } };
  return [
    { type: 'nodeExecuteAfter', data: { ...about, sequenceNumber: executionIndex, data: task } },
    {
      type: 'nodeExecuteAfterData',
      data: { ...about, data: { ...task, ...inputOverride, data: output } },
    },
  ];
}

function taskStart(executionIndex: number): object {
  return { startTime: Date.now(), executionIndex, source: [], hints: [] };
}

function finished(executionId: string, status: string): Push {
  return { type: 'executionFinished', data: { executionId, workflowId: 'workflow-1', status } };
}
