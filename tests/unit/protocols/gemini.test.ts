import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gemini } from '../../../core/protocols/gemini.ts';
import { geminiInteractions } from '../../../core/protocols/gemini-interactions.ts';
import { arrayElements } from '../../../core/protocols/json-array.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { json, sse } from './wire.ts';

const encoder = new TextEncoder();

const chunk = (parts: object[], usage: object, finishReason?: string) => ({
  candidates: [
    {
      content: { parts, role: 'model' },
      ...(finishReason === undefined ? {} : { finishReason }),
      index: 0,
    },
  ],
  usageMetadata: { promptTokenCount: 120, ...usage },
  modelVersion: 'gemini-3-pro',
  responseId: 'r-1',
});
const chunks = [
  chunk([{ text: 'Hm. ', thought: true }], { thoughtsTokenCount: 8, totalTokenCount: 128 }),
  chunk([{ text: 'Grüße "aus" [' }], { candidatesTokenCount: 4, thoughtsTokenCount: 8 }),
  chunk([{ text: '東京' }, { functionCall: { name: 'send_email', args: { to: 'a' } } }], {}),
  chunk(
    [{ text: '' }],
    {
      toolUsePromptTokenCount: 10,
      candidatesTokenCount: 26,
      thoughtsTokenCount: 8,
      cachedContentTokenCount: 64,
    },
    'STOP',
  ),
];
const stream = sse(...chunks);
/** As the service writes it: one array, pretty-printed, elements apart by comma, return and feed. */
const array = encoder.encode(
  `[${chunks.map((each) => JSON.stringify(each, null, 2)).join('\n,\r\n')}\n]\n`,
);

const told = {
  model: 'gemini-3-pro',
  ending: 'finished',
  usage: { inputTokens: 130, outputTokens: 34, cachedInputTokens: 64, reasoningTokens: 8 },
  text: 'Hm. Grüße "aus" [東京send_email{"to":"a"}',
  toolCalls: [{ id: null, name: 'send_email' }],
  malformed: 0,
};

describe('Gemini', () => {
  it('reads a stream of events and a growing array the same', () => {
    expect(essence(decode(gemini, stream))).toMatchObject(told);
    expect(essence(decode(gemini, array))).toMatchObject(told);
    expect(essence(decode(gemini, encoder.encode(' \n'), array))).toMatchObject(told);
  });

  it('reads an answer that was not streamed', () => {
    const whole = chunk([{ text: 'Yes.' }], { candidatesTokenCount: 2 }, 'MAX_TOKENS');
    expect(decode(gemini, json(whole))).toMatchObject({ ending: 'finished', text: ['Yes.'] });
  });

  it('reads what there is of an array that was cut', () => {
    const cut = decode(gemini, array.subarray(0, array.length - 400));
    expect(essence(cut)).toMatchObject({
      ending: 'open',
      text: told.text,
      toolCalls: told.toolCalls,
      malformed: 0,
    });
  });

  it('knows a call by its id, where it has one, and by its tool’s name', () => {
    const call = chunk([{ functionCall: { id: 'c-1', name: 'send_email', args: {} } }], {}, 'STOP');
    expect(decode(gemini, json(call))).toMatchObject({
      toolCalls: [{ id: 'c-1', name: 'send_email' }],
      names: ['send_email'],
    });
  });

  it('goes on after an element that is broken', () => {
    const texts = chunks.map((each) => JSON.stringify(each));
    const broken = ['{"no": json', ...texts.slice(1)].join(',\r\n');
    const answer = decode(gemini, encoder.encode(`[${broken}]`));
    expect(answer).toMatchObject({ malformed: 1, ending: 'finished' });
  });

  it('is over where the prompt was refused, and failed where it says so', () => {
    const refused = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: {} };
    expect(decode(gemini, json(refused)).ending).toBe('finished');
    const error = { error: { code: 503, status: 'UNAVAILABLE' } };
    expect(decode(gemini, sse(chunks[0], error)).ending).toBe('failed');
    expect(decode(gemini, json([chunks[0], error])).ending).toBe('failed');
  });

  const PATH = '/v1beta/models/gemini-3-pro:streamGenerateContent';
  const prompt = { role: 'user', parts: [{ text: 'Hi' }] };

  it('names the model in the path', () => {
    const body = { contents: [prompt], systemInstruction: { parts: [{ text: 'Be kind.' }] } };
    expect(gemini.read(post(PATH, body))).toMatchObject({
      model: 'gemini-3-pro',
      turn: 'prompt',
      text: ['Be kind.', 'Hi'],
      messages: 1,
    });
    const vertex = '/v1/projects/p/locations/eu/publishers/google/models/gemini-3:generateContent';
    for (const path of [vertex, `/api/google${PATH}`]) {
      expect(gemini.read(post(path, body))?.turn).toBe('prompt');
      expect(gemini.endpoint?.(path)).toBe(true);
    }
    expect(gemini.read(post('/v1/models/%zz:generateContent', body))?.model).toBe('%zz');
    for (const path of ['/v1beta/models/m:countTokens', '/v1beta/models/m:embedContent']) {
      expect(gemini.read(post(path, body))).toBeNull();
    }
    expect(gemini.read(post(PATH, { contents: 'Hi' }))).toBeNull();
  });

  it('knows results of tools, by the call’s id or the tool’s name', () => {
    const read = (functionResponse: object) =>
      gemini.read(
        post(PATH, {
          contents: [
            prompt,
            { role: 'model', parts: [{ functionCall: { name: 'send_email', args: {} } }] },
            { role: 'user', parts: [{ functionResponse }] },
          ],
        }),
      );
    const result = { name: 'send_email', response: { ok: true } };
    expect(read(result)).toMatchObject({ turn: 'tool-results', answers: ['send_email'] });
    expect(read({ ...result, id: 'c-1' })).toMatchObject({ answers: ['c-1'], messages: 3 });
  });

  decodesSoundly(gemini, stream);
});

describe('Gemini’s growing array', () => {
  decodesSoundly(gemini, array);

  it('gives its elements for any chunks, and holds none for ever', () => {
    const elementsOf = (...pieces: string[]) => {
      const elements: (string | null)[] = [];
      const feed = arrayElements((element) => elements.push(element));
      for (const piece of pieces) feed(piece);
      return elements;
    };
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.nat(), (list, cut) => {
        const text = JSON.stringify(list);
        const at = cut % (text.length + 1);
        const expected = list.map((each) => JSON.stringify(each));
        expect(elementsOf(text.slice(0, at), text.slice(at))).toEqual(expected);
      }),
    );
    const long = Array.from({ length: 9 }, () => 'x'.repeat(1_000_000));
    expect(elementsOf('[{"a":"', ...long, '"},{}]')).toEqual([null, '{}']);
  });
});

const usage = {
  total_input_tokens: 120,
  total_cached_tokens: 64,
  total_output_tokens: 26,
  total_thought_tokens: 8,
  total_tokens: 154,
};
const interaction = (status: string, more: object = {}) => ({
  id: 'v1_1',
  object: 'interaction',
  model: 'gemini-3-pro',
  status,
  ...more,
});
const call = { type: 'function_call', id: 'c-1', name: 'send_email', arguments: {} };
const events = [
  { event_type: 'interaction.created', interaction: interaction('in_progress') },
  { event_type: 'interaction.status_update', interaction_id: 'v1_1', status: 'in_progress' },
  { event_type: 'step.start', index: 0, step: { type: 'thought' } },
  {
    event_type: 'step.delta',
    index: 0,
    delta: { type: 'thought_summary', content: { type: 'text', text: 'Hm. ' } },
  },
  { event_type: 'step.stop', index: 0 },
  { event_type: 'step.start', index: 1, step: { type: 'model_output' } },
  { event_type: 'step.delta', index: 1, delta: { type: 'text', text: 'Grüße' } },
  { event_type: 'step.start', index: 2, step: call },
  { event_type: 'step.delta', index: 2, delta: { type: 'arguments_delta', arguments: '{"a":1}' } },
  { event_type: 'step.start', index: 3, step: { type: 'google_search_call', id: 's-1' } },
  { event_type: 'interaction.completed', interaction: interaction('requires_action', { usage }) },
  '[DONE]',
];
const interactionStream = sse(...events);

describe('Gemini’s Interactions', () => {
  const outcome = {
    model: 'gemini-3-pro',
    ending: 'finished',
    usage: { inputTokens: 120, outputTokens: 34, cachedInputTokens: 64, reasoningTokens: 8 },
    malformed: 0,
  };

  it('are read from their events', () => {
    expect(essence(decode(geminiInteractions, interactionStream))).toMatchObject({
      ...outcome,
      text: 'Hm. Grüßesend_email{"a":1}',
      toolCalls: [
        { id: 'c-1', name: 'send_email' },
        { id: 's-1', name: 'google_search' },
      ],
    });
  });

  it('are read whole', () => {
    const steps = [
      { type: 'user_input', content: [{ type: 'text', text: 'Hi' }] },
      { type: 'model_output', content: [{ type: 'text', text: 'Yes.' }] },
      { ...call, arguments: { a: 1 } },
    ];
    const whole = json(interaction('completed', { steps, usage }));
    expect(essence(decode(geminiInteractions, whole))).toMatchObject({
      ...outcome,
      text: 'Yes.send_email{"a":1}',
      toolCalls: [{ id: 'c-1', name: 'send_email' }],
    });
  });

  it('are open where they were cut, and failed where they say so', () => {
    expect(decode(geminiInteractions, sse(...events.slice(0, 9))).ending).toBe('open');
    const failed = [
      { event_type: 'error', error: { message: 'no' } },
      { event_type: 'interaction.completed', interaction: interaction('failed') },
    ];
    for (const event of failed) {
      expect(decode(geminiInteractions, sse(events[0], event)).ending).toBe('failed');
    }
  });

  it('ask with text, with parts or with steps', () => {
    const read = (input: unknown) =>
      geminiInteractions.read(post('/v1beta/interactions', { model: 'm', input }));
    const asked = { model: 'm', turn: 'prompt', text: ['Hi'] };
    expect(read('Hi')).toMatchObject(asked);
    expect(read({ type: 'text', text: 'Hi' })).toMatchObject(asked);
    expect(read([{ type: 'text', text: 'Hi' }])).toMatchObject(asked);
    expect(read([{ type: 'user_input', content: [{ type: 'text', text: 'Hi' }] }])).toMatchObject(
      asked,
    );
    const result = { type: 'function_result', call_id: 'c-1', name: 'send_email', result: 'sent' };
    expect(read([call, result])).toMatchObject({
      turn: 'tool-results',
      answers: ['c-1'],
      text: ['send_email', 'send_email', 'sent'],
    });
    expect(read([{ type: 'model_output', content: [] }])?.turn).toBe('not seen');
    expect(read(7)).toBeNull();
  });

  it('keep away from other things called interactions', () => {
    const body = { model: 'm', input: 'Hi' };
    for (const path of ['/api/interactions', '/v1beta/interactions/v1_1/cancel']) {
      expect(geminiInteractions.read(post(path, body))).toBeNull();
    }
    expect(geminiInteractions.read(post('/v1/interactions', { input: 'Hi' }))).toBeNull();
  });

  decodesSoundly(geminiInteractions, interactionStream);
});
