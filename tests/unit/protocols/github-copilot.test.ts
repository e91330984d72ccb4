import { describe, expect, it } from 'vitest';
import { githubCopilot } from '../../../core/protocols/github-copilot.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { json, sse } from './wire.ts';

const said = [
  { type: 'content', body: 'Grüße aus ' },
  { type: 'content', body: '東京' },
];
const complete = {
  type: 'complete',
  id: 'message-1',
  parentMessageID: 'message-0',
  model: '',
  turnId: '',
  references: [],
  role: 'assistant',
  intent: 'conversation',
  copilotAnnotations: { CodeVulnerability: [] },
};
const stream = sse(...said, complete);

describe('GitHub Copilot’s chat', () => {
  it('reads a stream, whose model stands in the request', () => {
    expect(essence(decode(githubCopilot, stream))).toMatchObject({
      model: null,
      ending: 'finished',
      text: 'Grüße aus 東京',
      malformed: 0,
    });
    const named = decode(githubCopilot, sse({ ...complete, model: 'gpt-6' }));
    expect(named.model).toBe('gpt-6');
  });

  it('reads an answer that was not streamed', () => {
    const whole = json({ message: { role: 'assistant', content: 'Yes.' } });
    expect(decode(githubCopilot, whole)).toMatchObject({ ending: 'finished', text: ['Yes.'] });
  });

  it('is open where the stream was cut, and failed where it says so', () => {
    expect(decode(githubCopilot, sse(...said)).ending).toBe('open');
    const error = { type: 'error', errorType: 'exception', description: 'overloaded' };
    expect(decode(githubCopilot, sse(said[0], error)).ending).toBe('failed');
  });

  it('sends only what is new, to a thread', () => {
    const path = '/github/chat/threads/thread-1/messages';
    const body = { content: 'Hi', intent: 'conversation', model: 'gpt-6', streaming: true };
    expect(githubCopilot.read(post(path, body))).toMatchObject({
      model: 'gpt-6',
      conversation: 'thread-1',
      turn: 'prompt',
      text: ['Hi'],
      messages: 1,
    });
    expect(githubCopilot.endpoint?.(path)).toBe(true);
    expect(
      githubCopilot.read(post('/github/chat/threads', { custom_copilot_id: null })),
    ).toBeNull();
    expect(githubCopilot.read(post(path, { name: 'A thread' }))).toBeNull();
  });

  decodesSoundly(githubCopilot, stream);
});
