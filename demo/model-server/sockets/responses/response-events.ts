/** The events of one response, the same over a socket as over an event stream. */
import { halves, type Spoken } from '../../dialect.ts';
import type { Utterance } from '../model-call.ts';

/** `lane`: the `stream_id` the client gave, where several answers share the socket. */
export function* responseEvents(
  spoken: Spoken,
  lane: string | undefined,
): Iterable<Utterance<string>> {
  let sequence = 0;
  const event = (type: string, data: object) => {
    const marked = lane === undefined ? data : { ...data, stream_id: lane };
    const written = JSON.stringify({ type, sequence_number: sequence, ...marked });
    sequence += 1;
    return written;
  };
  const say = (type: string, data: object, text = '') => ({ frames: [event(type, data)], text });

  yield say('response.created', { response: responseOf(spoken, 'in_progress', []) });
  yield say('response.in_progress', { response: responseOf(spoken, 'in_progress', []) });
  const output: object[] = [];
  for (const { id, name, json } of spoken.calls) {
    const at = { output_index: output.length, item_id: `fc_${id}` };
    const call = { type: 'function_call', id: at.item_id, call_id: id, name };
    const opening = { ...call, arguments: '', status: 'in_progress' };
    yield say('response.output_item.added', { ...at, item: opening }, name);
    for (const delta of halves(json)) {
      yield say('response.function_call_arguments.delta', { ...at, delta }, delta);
    }
    yield say('response.function_call_arguments.done', { ...at, name, arguments: json });
    const item = { ...call, arguments: json, status: 'completed' };
    output.push(item);
    yield say('response.output_item.done', { ...at, item });
  }
  const at = { output_index: output.length, item_id: `msg_${spoken.id}`, content_index: 0 };
  const message = { type: 'message', id: at.item_id, role: 'assistant' };
  const empty = { type: 'output_text', text: '', annotations: [] };
  const opening = { ...message, status: 'in_progress', content: [] };
  yield say('response.output_item.added', { output_index: output.length, item: opening });
  yield say('response.content_part.added', { ...at, part: empty });
  for (const delta of spoken.pieces) {
    yield say('response.output_text.delta', { ...at, delta, logprobs: [] }, delta);
  }
  const text = spoken.pieces.join('');
  const part = { ...empty, text };
  yield say('response.output_text.done', { ...at, text, logprobs: [] });
  yield say('response.content_part.done', { ...at, part });
  const item = { ...message, status: 'completed', content: [part] };
  yield say('response.output_item.done', { output_index: output.length, item });
  output.push(item);
  yield say('response.completed', { response: responseOf(spoken, 'completed', output) });
}

function responseOf(spoken: Spoken, status: string, output: object[]): object {
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = spoken.usage;
  const usage = {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedInputTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  };
  return {
    id: `resp_${spoken.id}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status,
    model: spoken.model,
    output,
    error: null,
    incomplete_details: null,
    usage: status === 'completed' ? usage : null,
  };
}
