import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openaiResponses } from '../../../core/protocols/openai-responses.ts';
import { responsesSocket } from '../../../core/protocols/responses-socket.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { decode, decodesSoundly, essence, post, SeenCalls } from './reading.ts';
import { json, sse } from './wire.ts';

const call = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'send_email',
  arguments: '{"to":"a"}',
};
const response = (status: string, more: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  status,
  model: 'gpt-6-2026-03-01',
  output: [],
  error: null,
  usage: null,
  conversation: { id: 'conv_1' },
  ...more,
});
const usage = {
  input_tokens: 120,
  input_tokens_details: { cached_tokens: 64 },
  output_tokens: 34,
  output_tokens_details: { reasoning_tokens: 8 },
  total_tokens: 154,
};
const delta = (kind: string, text: string) => ({ type: `response.${kind}.delta`, delta: text });
const events = [
  { type: 'response.created', response: response('in_progress') },
  delta('reasoning_summary_text', 'Hm. '),
  { type: 'response.output_item.added', item: { ...call, arguments: '' } },
  delta('function_call_arguments', '{"to":'),
  delta('function_call_arguments', '"a"}'),
  { type: 'response.output_item.done', item: call },
  { type: 'response.output_item.done', item: { type: 'web_search_call', id: 'ws_1' } },
  { type: 'response.output_item.added', item: { type: 'message', content: [] } },
  delta('output_text', 'Grüße aus '),
  delta('output_text', '東京'),
  { type: 'response.output_text.done', text: 'Grüße aus 東京' },
  delta('audio', 'AAAA'),
  {
    type: 'response.output_item.done',
    item: { type: 'message', content: [{ type: 'output_text', text: 'Grüße aus 東京' }] },
  },
  { type: 'response.completed', response: response('completed', { usage }) },
];
const stream = sse(...events);

const told = {
  model: 'gpt-6-2026-03-01',
  conversation: 'conv_1',
  ending: 'finished',
  usage: { inputTokens: 120, outputTokens: 34, cachedInputTokens: 64, reasoningTokens: 8 },
  text: 'Hm. {"to":"a"}send_emailGrüße aus 東京',
  toolCalls: [
    { id: 'call_1', name: 'send_email' },
    { id: null, name: 'web_search' },
  ],
  malformed: 0,
};

describe('OpenAI Responses', () => {
  it('reads model, usage, tool calls and the end of a stream', () => {
    expect(essence(decode(openaiResponses, stream))).toMatchObject(told);
  });

  it('reads an answer that was not streamed', () => {
    const output = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm. ' }] },
      { type: 'message', content: [{ type: 'output_text', text: 'Yes.' }] },
      call,
    ];
    const body = json(response('completed', { output, usage }));
    expect(essence(decode(openaiResponses, body))).toMatchObject({
      ...told,
      text: 'Hm. Yes.{"to":"a"}send_email',
      toolCalls: [{ id: 'call_1', name: 'send_email' }],
    });
  });

  it('is open where the stream was cut, and finished where it was cut off by its own limits', () => {
    const cut = decode(openaiResponses, sse(...events.slice(0, -1)));
    expect(cut.ending).toBe('open');
    expect(cut.usage.outputTokens).toBeUndefined();
    const incomplete = { type: 'response.incomplete', response: response('incomplete', { usage }) };
    expect(decode(openaiResponses, sse(incomplete)).ending).toBe('finished');
  });

  it('says that it failed', () => {
    const failed = response('failed', { error: { code: 'server_error', message: 'no' } });
    for (const event of [
      { type: 'response.failed', response: failed },
      { type: 'error', code: 'server_error', message: 'no' },
    ]) {
      expect(decode(openaiResponses, sse(events[0], event)).ending).toBe('failed');
    }
    expect(decode(openaiResponses, json(failed)).ending).toBe('failed');
  });

  const read = (body: object, path = '/v1/responses') => openaiResponses.read(post(path, body));

  it('knows a prompt from results of tools, and which calls they answer', () => {
    expect(read({ model: 'm', input: 'Hi', instructions: 'Be kind.' })).toMatchObject({
      model: 'm',
      turn: 'prompt',
      text: ['Be kind.', 'Hi'],
      messages: 1,
      conversation: null,
    });
    const input = [
      { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      call,
      { type: 'function_call_output', call_id: 'call_1', output: 'sent' },
    ];
    expect(read({ model: 'm', input, conversation: 'conv_1' })).toMatchObject({
      turn: 'tool-results',
      answers: ['call_1'],
      conversation: 'conv_1',
      text: ['Hi', 'send_email', '{"to":"a"}', 'sent'],
      messages: 3,
    });
  });

  it('keeps away from other things called responses', () => {
    expect(read({ answers: ['yes'] }, '/api/survey/responses')).toBeNull();
    expect(read({ input: 7 })).toBeNull();
    expect(read({ model: 'm', input: 'Hi' }, '/v1/responses/resp_1/cancel')).toBeNull();
    expect(openaiResponses.endpoint?.('/openai/v1/responses')).toBe(true);
    expect(openaiResponses.endpoint?.('/api/survey/responses')).toBe(false);
  });

  decodesSoundly(openaiResponses, stream);
});

const out = (data: object): SocketMessage => ({ direction: 'out', data: JSON.stringify(data) });
const back = (data: object, lane?: string): SocketMessage => ({
  direction: 'in',
  data: JSON.stringify(lane === undefined ? data : { ...data, stream_id: lane }),
});
const create = (more: object = {}) =>
  out({ type: 'response.create', model: 'gpt-6', input: 'Hi', ...more });
const hear = (...messages: SocketMessage[]) => {
  const calls = new SeenCalls();
  const reader = responsesSocket.reader(calls);
  for (const message of messages) reader.take(message);
  return calls.all;
};

describe('OpenAI Responses over a WebSocket', () => {
  const socket = { host: 'chat.corp.example', path: '/socket' };

  it('is recognised by its path, or by what it asks for', () => {
    expect(responsesSocket.recognises(socket, create())).toBe(true);
    const official = { host: 'api.openai.com', path: '/v1/responses' };
    expect(responsesSocket.recognises(official, back({}))).toBe(true);
    expect(responsesSocket.recognises(socket, back({ type: 'response.create' }))).toBe(false);
    expect(responsesSocket.recognises(socket, out({ type: 'session.update' }))).toBe(false);
  });

  it('asks and is answered, in text and in bytes', () => {
    const bytes = events.map((event): SocketMessage => {
      const { direction, data } = back(event);
      return { direction, data: new TextEncoder().encode(String(data)) };
    });
    for (const answered of [events.map((event) => back(event)), bytes]) {
      const [seen, ...others] = hear(create(), ...answered);
      expect(others).toEqual([]);
      expect(seen).toMatchObject({
        over: true,
        asked: { model: 'gpt-6', turn: 'prompt', trigger: 'page', text: ['Hi'] },
      });
      expect(seen && essence(seen.answer)).toMatchObject(told);
    }
  });

  it('keeps lanes apart', () => {
    const calls = hear(
      create({ stream_id: 'a' }),
      create({ stream_id: 'b', response: { model: 'gpt-6-mini', input: 'Ho' } }),
      back(delta('output_text', 'one'), 'a'),
      back(delta('output_text', 'two'), 'b'),
      back({ type: 'error', code: 'no' }, 'b'),
      back({ type: 'response.completed', response: response('completed') }, 'a'),
    );
    expect(
      calls.map(({ asked, answer, over }) => [asked.text, answer.text, answer.ending, over]),
    ).toEqual([
      [['Hi'], ['one'], 'finished', true],
      [['Ho'], ['two'], 'failed', true],
    ]);
  });

  it('begins anew after an answer that never ended', () => {
    const calls = hear(create(), back(delta('output_text', 'one')), create());
    expect(calls.map(({ over }) => over)).toEqual([true, false]);
  });

  it('never throws, whatever comes', () => {
    const messages = [create(), ...events.map((event) => back(event))];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(messages),
        fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())),
        fc.nat(200),
        (some, junk, keep) => {
          const noise = junk.map((data) => ({ direction: 'in' as const, data }));
          const cut = some.map(({ direction, data }) => ({ direction, data: data.slice(0, keep) }));
          hear(...some, ...noise, ...cut);
        },
      ),
    );
  });
});
