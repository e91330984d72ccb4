import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../core/protocols/anthropic-messages.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { anthropicStream, json } from './wire.ts';

describe('Anthropic Messages', () => {
  it('reads a stream, with cached input counted as input', () => {
    expect(essence(decode(anthropicMessages, anthropicStream))).toMatchObject({
      model: 'claude-opus-5',
      ending: 'finished',
      usage: {
        inputTokens: 100,
        outputTokens: 41,
        cachedInputTokens: 75,
        reasoningTokens: undefined,
      },
      text: 'Guten Tag ☀deploy_service{"a":1}',
      toolCalls: [{ id: 'toolu_1', name: 'deploy_service' }],
      malformed: 0,
    });
  });

  it('does not take the figure a stream opens with for its output', () => {
    const answer = decode(anthropicMessages, anthropicStream.subarray(0, 300));
    expect(answer.usage).toMatchObject({ inputTokens: 100 });
    expect(answer.usage.outputTokens).toBeUndefined();
  });

  it('reads a whole message and an error', () => {
    const message = {
      type: 'message',
      model: 'claude-opus-5',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 3, output_tokens: 2 },
    };
    expect(decode(anthropicMessages, json(message))).toMatchObject({
      ending: 'finished',
      text: ['Hi'],
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    expect(decode(anthropicMessages, json({ type: 'error', error: {} })).ending).toBe('failed');
  });

  it('knows results of tools', () => {
    const content = [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done' }];
    expect(
      anthropicMessages.read(
        post('/v1/messages', {
          model: 'm',
          system: 'Be kind.',
          messages: [{ role: 'user', content }],
        }),
      ),
    ).toMatchObject({ turn: 'tool-results', answers: ['toolu_1'], text: ['Be kind.', 'done'] });
  });

  decodesSoundly(anthropicMessages, anthropicStream);
});
