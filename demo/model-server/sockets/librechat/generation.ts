/** What a generation says: the message it answers, its steps and words, each call's usage, the end. */
import { NO_JSON, type Spoken } from '../../dialect.ts';
import type { Behaviour } from '../../behaviour.ts';
import type { TruthLedger } from '../../truth.ts';
import { type ModelCall, openCall, tell, type Utterance } from '../model-call.ts';
import type { Job, JobEvent } from './job.ts';

export interface Generation {
  job: Job;
  conversationId: string;
  text: string;
  model: string;
  behaviour: Behaviour;
  /** The older servers stream in the POST and tell no usage. */
  tellsUsage: boolean;
}

export async function generate(truth: TruthLedger, generation: Generation): Promise<void> {
  const { job, conversationId } = generation;
  const texts = [generation.text];
  const message = { messageId: `${job.id}-q`, conversationId, text: generation.text };
  job.wire.send({ data: { created: true, message, streamId: job.id } });
  for (let round = 0; ; round += 1) {
    const call = openRound(truth, generation, texts, round);
    const utterances = roundUtterances(generation, call, round);
    const ending = await tell(truth, call, utterances, job.wire, {
      error: (): JobEvent[] => [{ event: 'error', data: { message: 'The model is overloaded.' } }],
      malformed: { data: NO_JSON },
    });
    if (ending === 'aborted') job.wire.send({ data: finalFrame(generation, true) });
    if (ending !== 'complete') break;
    if (call.spoken.calls.length === 0) {
      job.wire.send({ data: finalFrame(generation, false) });
      break;
    }
    for (const { name, json } of call.spoken.calls) texts.push(name, json, 'Done.');
  }
  job.end();
}

function openRound(truth: TruthLedger, generation: Generation, texts: string[], round: number) {
  const { job, conversationId, model, behaviour, tellsUsage } = generation;
  const asked = {
    protocol: 'librechat' as const,
    model,
    texts,
    messages: texts.length,
    usageWanted: tellsUsage,
    conversation: conversationId,
    run: job.id,
    ...(behaviour.act ? { stepsTaken: round } : {}),
  };
  return openCall(truth, asked, { ...behaviour, act: false });
}

function* roundUtterances(
  { job, model, tellsUsage }: Generation,
  { spoken }: ModelCall,
  round: number,
): Iterable<Utterance<JobEvent>> {
  const stepId = `step_${job.id}_${round}`;
  const step = {
    id: stepId,
    runId: job.id,
    index: round,
    type: spoken.calls.length > 0 ? 'tool_calls' : 'message_creation',
    stepDetails: stepDetails(spoken),
  };
  const output = spoken.calls.map(({ name, json }) => name + json).join('');
  yield { frames: [happened('on_run_step', step, { step })], text: output };
  for (const text of spoken.pieces) {
    const delta = { content: [{ type: 'text', text }] };
    yield { frames: [happened('on_message_delta', { id: stepId, delta }, { text })], text };
  }
  for (const [index, { id, name, json }] of spoken.calls.entries()) {
    const toolCall = { id, name, args: json, output: 'Done.', progress: 1 };
    const result = { id: stepId, index, type: 'tool_call', tool_call: toolCall };
    yield { frames: [happened('on_run_step_completed', { result })], text: '' };
  }
  if (!tellsUsage) return;
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = spoken.usage;
  const usage = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    input_token_details: { cache_read: cachedInputTokens, cache_creation: 0 },
    output_token_details: { reasoning: reasoningTokens },
    model,
    provider: 'northwind',
    runId: job.id,
    seq: round + 1,
  };
  yield { frames: [happened('on_token_usage', usage, { usage })], text: '' };
}

function happened(event: string, data: object, adds?: JobEvent['adds']): JobEvent {
  return { data: { event, data }, ...(adds === undefined ? {} : { adds }) };
}

function stepDetails({ calls, id }: Spoken): object {
  if (calls.length === 0) {
    return { type: 'message_creation', message_creation: { message_id: `${id}-a` } };
  }
  const tool_calls = calls.map(({ id: callId, name, json }) => ({ id: callId, name, args: json }));
  return { type: 'tool_calls', tool_calls };
}

function finalFrame({ job, conversationId, model, text }: Generation, aborted: boolean): object {
  return {
    final: true,
    ...(aborted ? { aborted: true } : {}),
    conversation: { conversationId, model },
    title: 'New Chat',
    requestMessage: { messageId: `${job.id}-q`, conversationId, text },
    responseMessage: {
      messageId: `${job.id}-a`,
      conversationId,
      model,
      content: [{ type: 'text', text: job.text }],
      unfinished: aborted,
    },
  };
}
