/**
 * ChatGPT's `delta_encoding v1`, after others' captures: JSON patches to one message. A patch with
 * no path goes on where the last one was. Neither usage nor, until the message is there, a model.
 */
import { NO_JSON, sse, type Spoken } from '../../dialect.ts';
import type { Faults, Utterance } from '../model-call.ts';

export interface Turn {
  conversationId: string;
  prompt: string;
}

/** A JWT's form, and nothing in it: what watches must not keep it. */
const RESUME_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzZWNyZXQiOiJyZXN1bWUifQ.c2VjcmV0';

export function* deltaUtterances(spoken: Spoken, turn: Turn): Iterable<Utterance<string>> {
  const { conversationId: conversation_id } = turn;
  const delta = (patch: object) => sse(patch, 'delta');
  const asked = messageOf(`prompt-${spoken.id}`, 'user', turn.prompt, {});
  yield {
    frames: [
      sse('"v1"', 'delta_encoding'),
      sse({ type: 'resume_conversation_token', token: RESUME_TOKEN, conversation_id }),
      sse({ type: 'input_message', input_message: asked, conversation_id }),
    ],
    text: '',
  };
  let counter = 0;
  const add = (message: object) => {
    const patch = { p: '', o: 'add', v: { message, conversation_id }, c: counter };
    counter += 1;
    return delta(patch);
  };
  for (const { id, name, json } of spoken.calls) {
    // A tool is called by writing to it.
    const call = {
      ...messageOf(id, 'assistant', json, { model_slug: spoken.model }),
      recipient: name,
    };
    const output = { ...messageOf(`${id}-out`, 'tool', 'Done.', {}), recipient: 'all' };
    yield { frames: [add(call), add(output)], text: name + json };
  }
  const metadata = { model_slug: spoken.model, message_type: 'next' };
  const answer = messageOf(`answer-${spoken.id}`, 'assistant', '', metadata);
  yield { frames: [add({ ...answer, status: 'in_progress', end_turn: null })], text: '' };
  for (const [index, text] of spoken.pieces.entries()) {
    const where = index === 0 ? { p: '/message/content/parts/0', o: 'append' } : {};
    yield { frames: [delta({ ...where, v: text })], text };
  }
  const closing = [
    { p: '/message/status', o: 'replace', v: 'finished_successfully' },
    { p: '/message/end_turn', o: 'replace', v: true },
    { p: '/message/metadata', o: 'append', v: { resolved_model_slug: spoken.model } },
  ];
  yield { frames: [delta({ p: '', o: 'patch', v: closing })], text: '' };
  const complete = sse({ type: 'message_stream_complete', conversation_id });
  yield { frames: [complete, sse('[DONE]')], text: '' };
}

export const deltaFaults: Faults<string> = {
  error: () => [sse({ type: 'error', error: 'The model is overloaded.', message: null })],
  malformed: sse(NO_JSON, 'delta'),
};

function messageOf(id: string, role: string, text: string, metadata: object) {
  return {
    id,
    author: { role, name: null, metadata: {} },
    content: { content_type: 'text', parts: [text] },
    status: 'finished_successfully',
    metadata,
    recipient: 'all',
  };
}
