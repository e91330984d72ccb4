import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byShape } from '../../../core/protocols/by-shape.ts';
import { type Answer, UNREAD } from '../../../core/protocols/protocol.ts';
import { CALLS, OTHERS, type Sample } from './by-shape-samples.ts';
import { decodesSoundly, decodeWith, essence, post } from './reading.ts';
import { json, sse } from './wire.ts';

const readSample = ({ path, body }: Sample) => byShape.read(post(path, body));
const ask = (body: object) => byShape.read(post('/api/chat', body));

function countsSample(sample: Sample): boolean {
  const asked = readSample(sample);
  if (asked === null) return false;
  return byShape.counts?.(decodeWith(byShape, asked, sample.answer)) === true;
}

function answered(bytes: Uint8Array): Answer {
  return decodeWith(byShape, ask({ messages: [{ role: 'user', content: 'Hi' }] }), bytes);
}

const text = (bytes: Uint8Array) => essence(answered(bytes)).text;

describe('apps that nobody has described', () => {
  it.each(CALLS)('counts $what', (sample) => {
    expect(countsSample(sample)).toBe(true);
  });

  it.each(OTHERS)('leaves $what alone', (sample) => {
    expect(countsSample(sample)).toBe(false);
  });

  it('reads forms, and leaves alone what is no POST or could not be read', () => {
    const request = { ...post('/api/chat', undefined), fields: { prompt: 'Write a poem' } };
    expect(byShape.read(request)).toMatchObject({ text: ['Write a poem'] });
    expect(byShape.read({ ...request, method: 'PUT' })).toBeNull();
    expect(byShape.read(post('/api/chat', UNREAD))).toBeNull();
    for (const body of [undefined, null, 7, [], 'prompt', {}, { messages: [] }, { prompt: 7 }]) {
      expect(byShape.read(post('/api/chat', body))).toBeNull();
    }
  });

  it('finds model, conversation, system prompt and history', () => {
    expect(
      ask({
        prompt: 'And then?',
        system_prompt: 'Be brief.',
        options: { modelId: 'acme-1' },
        chat: { session_id: 's-7' },
        history: ['Hello', 'Good morning'],
      }),
    ).toMatchObject({
      model: 'acme-1',
      conversation: 's-7',
      turn: 'prompt',
      text: ['Be brief.', 'And then?', '["Hello","Good morning"]'],
      messages: 3,
    });
    expect(ask({ prompt: 'Hi', model: { id: 'm-1', label: 'A model' }, chatId: 12 })).toMatchObject(
      { model: 'm-1', conversation: '12' },
    );
  });

  it('knows a prompt from results of tools, and which calls they answer', () => {
    const before = [
      { role: 'user', content: 'Mail Anna' },
      { role: 'assistant', content: '', tool_calls: [{ id: 'c1', name: 'send_email' }] },
    ];
    expect(ask({ messages: before.slice(0, 1) })).toMatchObject({ turn: 'prompt', answers: [] });
    expect(
      ask({ messages: [...before, { role: 'tool', tool_call_id: 'c1', content: 'Sent' }] }),
    ).toMatchObject({ turn: 'tool-results', answers: ['c1'], messages: 3 });
    const part = { type: 'tool_result', tool_use_id: 'c2', content: 'Sent' };
    expect(ask({ messages: [...before, { role: 'user', content: [part] }] })).toMatchObject({
      turn: 'tool-results',
      answers: ['c2'],
    });
  });

  it('reads usage by whatever names, cached input included', () => {
    const usage = (data: object) => answered(json({ answer: 'Yes.', ...data })).usage;
    expect(
      usage({ usage: { prompt_tokens: 9, completion_tokens: 4, details: { cached_tokens: 5 } } }),
    ).toEqual({
      inputTokens: 9,
      outputTokens: 4,
      cachedInputTokens: 5,
      reasoningTokens: undefined,
    });
    expect(
      usage({ meta: { usage: { input_tokens: 4, cache_read_input_tokens: 6, output_tokens: 2 } } }),
    ).toMatchObject({ inputTokens: 10, outputTokens: 2, cachedInputTokens: 6 });
    expect(
      usage({
        usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 2, thoughtsTokenCount: 3 },
      }),
    ).toMatchObject({ inputTokens: 4, outputTokens: 5, reasoningTokens: 3 });
    expect(usage({ tokens: { in: 4, out: 2 } })).toMatchObject({ inputTokens: 4, outputTokens: 2 });
    expect(usage({ usage: { prompt_tokens: -4, completion_tokens: '2', constructor: 3 } })).toEqual(
      {
        inputTokens: undefined,
        outputTokens: undefined,
        cachedInputTokens: undefined,
        reasoningTokens: undefined,
      },
    );
    expect(usage({ input: 4, output: 'Yes.' })).toMatchObject({ inputTokens: undefined });
  });

  it('reads each call of a tool once', () => {
    const { toolCalls } = answered(
      sse(
        { type: 'tool-input-start', toolCallId: 'c1' },
        { type: 'tool_call', toolCallId: 'c1', toolName: 'search' },
        { type: 'tool_call', toolCallId: 'c1', toolName: 'search' },
        { type: 'tool_result', toolCallId: 'c1', result: 'x' },
        { delta: { tool_calls: [{ index: 0, id: 'c2', function: { name: 'send_email' } }] } },
        { delta: { tool_calls: [{ index: 0, function: { arguments: '{"to"' } }] } },
      ),
    );
    expect(toolCalls).toEqual([
      { id: 'c1', name: 'search' },
      { id: 'c2', name: 'send_email' },
    ]);
  });

  it('counts text once that grows, or is told again at the end', () => {
    const grown = ['Good', 'Good morning', 'Good morning, Anna'].map((content) => ({ content }));
    expect(text(sse(...grown))).toBe('Good morning, Anna');
    expect(
      text(
        sse(
          { type: 'status', message: 'Looking into the documents' },
          { type: 'delta', delta: 'Good ' },
          { type: 'delta', delta: 'morning' },
          { type: 'final', answer: 'Good morning', sources: [{ text: 'Greetings' }] },
        ),
      ),
    ).toBe('Good morning');
    expect(text(sse({ content: 'ha' }, { content: 'ha' }, { content: 'ha' }))).toBe('hahaha');
  });

  it('says how it ended', () => {
    const ending = (...events: unknown[]) => answered(sse({ text: 'Good' }, ...events)).ending;
    expect(ending()).toBe('open');
    expect(ending('[DONE]')).toBe('finished');
    expect(ending({ done: true })).toBe('finished');
    expect(ending({ type: 'message_end' })).toBe('finished');
    expect(ending({ choices: [{ finish_reason: 'stop' }] })).toBe('finished');
    expect(ending({ choices: [{ finish_reason: null }] })).toBe('open');
    expect(ending({ type: 'error', message: 'Overloaded' })).toBe('failed');
    expect(ending({ error: { code: 500 } })).toBe('failed');
    expect(answered(json({ answer: 'Yes.' })).ending).toBe('finished');
    expect(answered(new TextEncoder().encode('{"answer":"Ye')).ending).toBe('open');
  });

  it('reads any JSON in a request without throwing', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (body) => {
        byShape.read(post('/api/chat', JSON.parse(body)));
      }),
    );
    const deep = `{"prompt":${'{"data":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    expect(byShape.read(post('/api/chat', JSON.parse(deep)))).toBeNull();
  });

  const asked = ask({ messages: [{ role: 'user', content: 'Grüße?' }] });
  describe('streamed as events', () => {
    decodesSoundly(
      byShape,
      sse({ model: 'm-1' }, { delta: 'Grüße ' }, { delta: 'aus 東京' }, { done: true }),
      asked,
    );
  });
  describe('streamed as lines', () => {
    decodesSoundly(
      byShape,
      new TextEncoder().encode('{"text":"Grüße "}\n{"text":"aus 東京"}\n'),
      asked,
    );
  });
  describe('in plain text', () => {
    decodesSoundly(byShape, new TextEncoder().encode('  Grüße aus 東京, und bis bald!'), asked);
  });
  describe('in one document', () => {
    decodesSoundly(byShape, json({ data: { answer: 'Grüße aus 東京' }, usage: {} }), asked);
  });
});
