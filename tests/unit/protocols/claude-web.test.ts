import { describe, expect, it } from 'vitest';
import { claudeWeb } from '../../../core/protocols/claude-web.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { sse } from './wire.ts';

const events = [
  { type: 'message_start', message: { id: 'chatcompl_1', model: '', content: [] } },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm. ' } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'tool_use', id: 'toolu_1', name: 'web_search', input: {} },
  },
  {
    type: 'content_block_delta',
    index: 1,
    delta: { type: 'input_json_delta', partial_json: '{"query":"x"}' },
  },
  { type: 'content_block_stop', index: 1 },
  {
    type: 'content_block_start',
    index: 2,
    content_block: { type: 'tool_result', tool_use_id: 'toolu_1', content: [] },
  },
  { type: 'content_block_start', index: 3, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 3, delta: { type: 'text_delta', text: 'Grüße' } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null } },
  { type: 'message_limit', message_limit: { type: 'within_limit' } },
  { type: 'message_stop' },
];
const stream = sse(...events);

describe('claude.ai', () => {
  it('reads the events of Anthropic’s API, without a model and without usage', () => {
    expect(essence(decode(claudeWeb, stream))).toMatchObject({
      ending: 'finished',
      text: 'Hm. web_search{"query":"x"}Grüße',
      toolCalls: [{ id: 'toolu_1', name: 'web_search' }],
      usage: { inputTokens: undefined, outputTokens: undefined },
      malformed: 0,
    });
  });

  it('is open where the stream was cut, and failed where it says so', () => {
    expect(decode(claudeWeb, sse(...events.slice(0, 10))).ending).toBe('open');
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'no' } };
    expect(decode(claudeWeb, sse(events[0], error)).ending).toBe('failed');
  });

  it('sends only what is new, with the text of files', () => {
    const path = '/api/organizations/org-1/chat_conversations/conv-1/completion';
    const attachments = [{ file_name: 'a.txt', extracted_content: 'A file.' }];
    expect(claudeWeb.read(post(path, { prompt: 'Hi', model: 'm', attachments }))).toMatchObject({
      model: 'm',
      conversation: 'conv-1',
      turn: 'prompt',
      text: ['Hi', 'A file.'],
    });
    const retry = path.replace('completion', 'retry_completion');
    expect(claudeWeb.read(post(retry, { prompt: '' }))?.turn).toBe('prompt');
    expect(claudeWeb.endpoint?.(path)).toBe(true);
    for (const other of [path.replace('completion', 'title'), '/v1/messages']) {
      expect(claudeWeb.read(post(other, { prompt: 'Hi' }))).toBeNull();
    }
  });

  decodesSoundly(claudeWeb, stream);
});
