/** What a task says: chunks as the model gave them, the text so far, the usage, and the end. */
import { halves, NO_JSON, type Spoken } from '../../dialect.ts';
import type { Faults, Utterance } from '../model-call.ts';

type TaskEvent = object | string;

function completion(data: object): TaskEvent {
  return { type: 'chat:completion', data };
}

export function* taskUtterances(spoken: Spoken): Iterable<Utterance<TaskEvent>> {
  const { id, model, pieces, calls, usage } = spoken;
  const chunk = (delta: object) =>
    completion({
      id: `chatcmpl-${id}`,
      object: 'chat.completion.chunk',
      model,
      choices: [{ index: 0, delta, finish_reason: null }],
    });
  yield { frames: [chunk({ role: 'assistant', content: '' })], text: '' };
  for (const [index, { id: callId, name, json }] of calls.entries()) {
    const opening = { index, id: callId, type: 'function', function: { name, arguments: '' } };
    yield { frames: [chunk({ tool_calls: [opening] })], text: name };
    for (const text of halves(json)) {
      const more = { index, function: { arguments: text } };
      yield { frames: [chunk({ tool_calls: [more] })], text };
    }
  }
  for (const text of pieces) yield { frames: [chunk({ content: text })], text };
  const content = pieces.join('');
  // Between two steps the server sends the whole text so far, which replaces what came before.
  yield { frames: [completion({ content })], text: '' };
  const told = {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
  yield { frames: [completion({ usage: told })], text: '' };
  yield { frames: [completion({ done: true, content, title: 'New Chat' })], text: '' };
}

export const taskFaults: Faults<TaskEvent> = {
  error: () => [
    {
      type: 'chat:message:error',
      data: { error: { content: 'The model is overloaded.' } },
    },
  ],
  // A socket.io packet is always JSON; what stands in it need not be an event.
  malformed: NO_JSON,
};
