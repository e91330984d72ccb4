import { describe, expect, it } from 'vitest';
import { ollama } from '../../../core/protocols/ollama.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { json } from './wire.ts';

const lines = (...data: object[]) =>
  new TextEncoder().encode(data.map((each) => `${JSON.stringify(each)}\n`).join(''));

const stamp = { model: 'llama3.2:3b', created_at: '2026-05-01T10:00:00Z' };
const said = (message: object) => ({
  ...stamp,
  message: { role: 'assistant', content: '', ...message },
  done: false,
});
const last = {
  ...stamp,
  message: { role: 'assistant', content: '' },
  done: true,
  done_reason: 'stop',
  total_duration: 900_000_000,
  prompt_eval_count: 26,
  eval_count: 9,
};
const call = { function: { name: 'send_email', arguments: { to: 'a' } } };
const stream = lines(
  said({ thinking: 'Hm. ' }),
  said({ content: 'Grüße aus ' }),
  said({ content: '東京' }),
  said({ tool_calls: [call] }),
  last,
);

describe('Ollama', () => {
  it('reads a stream of lines', () => {
    expect(essence(decode(ollama, stream))).toMatchObject({
      model: 'llama3.2:3b',
      ending: 'finished',
      usage: { inputTokens: 26, outputTokens: 9 },
      text: 'Hm. Grüße aus 東京send_email{"to":"a"}',
      toolCalls: [{ id: 'send_email', name: 'send_email' }],
      malformed: 0,
    });
  });

  it('reads what generate says', () => {
    const { message: _, ...end } = last;
    const bytes = lines({ ...stamp, response: 'Hi', done: false }, { ...end, response: '' });
    expect(decode(ollama, bytes)).toMatchObject({ ending: 'finished', text: ['Hi', ''] });
  });

  it('reads an answer that was not streamed, on one line or on many', () => {
    const whole = { ...last, message: { role: 'assistant', content: 'Yes.' } };
    for (const bytes of [lines(whole), json(whole)]) {
      expect(decode(ollama, bytes)).toMatchObject({
        ending: 'finished',
        text: ['Yes.'],
        usage: { inputTokens: 26, outputTokens: 9 },
      });
    }
  });

  it('is open where the stream was cut, and failed where it says so', () => {
    const cut = decode(ollama, stream.subarray(0, stream.length - 60));
    expect(cut.ending).toBe('open');
    expect(cut.usage.outputTokens).toBeUndefined();
    const failed = decode(ollama, lines(said({ content: 'Hm' }), { error: 'out of memory' }));
    expect(failed.ending).toBe('failed');
  });

  const read = (body: object, path = '/api/chat') => ollama.read(post(path, body));
  const prompt = { role: 'user', content: 'Hi' };

  it('knows prompts and results of tools, which name the tool or follow its call', () => {
    const system = { role: 'system', content: 'Be kind.' };
    expect(read({ model: 'm', messages: [system, prompt], options: {} })).toMatchObject({
      model: 'm',
      turn: 'prompt',
      text: ['Be kind.', 'Hi'],
      messages: 2,
    });
    const called = { role: 'assistant', content: '', tool_calls: [call] };
    for (const name of [{}, { tool_name: 'send_email' }]) {
      const result = { role: 'tool', content: 'sent', ...name };
      expect(read({ model: 'm', messages: [prompt, called, result] })).toMatchObject({
        turn: 'tool-results',
        answers: ['send_email'],
      });
    }
    const generate = { model: 'm', prompt: 'Hi', system: 'Be kind.', stream: false };
    expect(read(generate, '/ollama/api/generate')).toMatchObject({
      turn: 'prompt',
      text: ['Be kind.', 'Hi'],
      messages: 1,
    });
  });

  it('leaves other apps’ chats alone, and requests that only load a model', () => {
    expect(read({ model: 'm', messages: [prompt], id: 'chat-1' })).toBeNull();
    expect(read({ messages: [prompt] })).toBeNull();
    expect(read({ model: 'm', messages: [] })).toBeNull();
    expect(read({ model: 'm', prompt: '' }, '/api/generate')).toBeNull();
    expect(read({ model: 'm', prompt: 'Hi' })).toBeNull();
    expect(read({ model: 'm', messages: [prompt] }, '/api/embed')).toBeNull();
  });

  decodesSoundly(ollama, stream);
});
