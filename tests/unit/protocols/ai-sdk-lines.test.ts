import { describe, expect, it } from 'vitest';
import { aiSdkLines } from '../../../core/protocols/ai-sdk-lines.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';

const lines = (...data: [string, unknown][]) =>
  new TextEncoder().encode(
    data.map(([kind, each]) => `${kind}:${JSON.stringify(each)}\n`).join(''),
  );

const call = { toolCallId: 'call-9', toolName: 'send_email', args: { to: 'a' } };
const said: [string, unknown][] = [
  ['f', { messageId: 'msg-1' }],
  ['g', 'Hm. '],
  ['b', { toolCallId: 'call-9', toolName: 'send_email' }],
  ['c', { toolCallId: 'call-9', argsTextDelta: '{"to":"a"}' }],
  ['9', call],
  ['a', { toolCallId: 'call-9', result: 'sent' }],
  ['e', { finishReason: 'tool-calls', isContinued: false }],
  ['2', [{ custom: true }]],
  ['0', 'Grüße: '],
  ['0', '東京\n'],
];
const stream = lines(
  ...said,
  ['e', { finishReason: 'stop', usage: { promptTokens: 12, completionTokens: 5 } }],
  ['d', { finishReason: 'stop', usage: { promptTokens: 26, completionTokens: 9 } }],
);

describe('AI SDK lines', () => {
  it('are read by the letter in front', () => {
    expect(essence(decode(aiSdkLines, stream))).toMatchObject({
      ending: 'finished',
      text: 'Hm. send_email{"to":"a"}Grüße: 東京\n',
      toolCalls: [{ id: 'call-9', name: 'send_email' }],
      usage: { inputTokens: 26, outputTokens: 9 },
      malformed: 0,
    });
  });

  it('may not know their usage', () => {
    const usage = { promptTokens: null, completionTokens: null };
    const answer = decode(aiSdkLines, lines(['d', { finishReason: 'stop', usage }]));
    expect(answer).toMatchObject({ ending: 'finished', malformed: 0 });
    expect(answer.usage.outputTokens).toBeUndefined();
  });

  it('are open where they were cut, and failed where they say so', () => {
    expect(decode(aiSdkLines, lines(...said)).ending).toBe('open');
    expect(decode(aiSdkLines, lines(...said, ['3', 'overloaded'])).ending).toBe('failed');
  });

  const read = (...messages: object[]) =>
    aiSdkLines.read(post('/api/chat', { id: 'c-1', messages }));
  const prompt = { role: 'user', content: 'Hi', parts: [{ type: 'text', text: 'Hi' }] };

  it('are asked for with whole messages', () => {
    expect(read(prompt)).toMatchObject({ conversation: 'c-1', turn: 'prompt', text: ['Hi'] });
    const { args, toolCallId } = call;
    const done = { state: 'result', toolCallId, args, result: 'sent' };
    const results = { role: 'assistant', content: '', parts: [], toolInvocations: [done] };
    expect(read(prompt, results)).toMatchObject({
      turn: 'tool-results',
      answers: ['call-9'],
      text: ['Hi', '', '{"to":"a"}', '"sent"'],
    });
    expect(read()).toBeNull();
    expect(read({ role: 'user', content: 'Hi' })).toBeNull();
    expect(aiSdkLines.read(post('/api/chat', { messages: [prompt] }))).toBeNull();
  });

  decodesSoundly(aiSdkLines, stream);
});
