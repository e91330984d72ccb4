import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bedrock } from '../../../core/protocols/bedrock.ts';
import { UNREAD } from '../../../core/protocols/protocol.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { json } from './wire.ts';

const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => new TextEncoder().encode(text),
);

const frame = (headers: Record<string, string>, data: unknown) =>
  codec.encode({
    headers: Object.fromEntries(
      Object.entries({ ...headers, ':content-type': 'application/json' }).map(([name, value]) => [
        name,
        { type: 'string', value },
      ]),
    ),
    body: new TextEncoder().encode(JSON.stringify(data)),
  });
const event = (name: string, data: unknown) =>
  frame({ ':message-type': 'event', ':event-type': name }, data);
/** Services pad their events, so that their lengths tell nothing. */
const chunk = (data: unknown) =>
  event('chunk', { bytes: Buffer.from(JSON.stringify(data)).toString('base64'), p: 'abcdefg' });
const exception = frame(
  { ':message-type': 'exception', ':exception-type': 'modelStreamErrorException' },
  { message: 'overloaded' },
);

const together = (...frames: Uint8Array[]) => new Uint8Array(Buffer.concat(frames));

const converse = [
  event('messageStart', { role: 'assistant', p: 'abc' }),
  event('contentBlockDelta', {
    contentBlockIndex: 0,
    delta: { reasoningContent: { text: 'Hm. ' } },
  }),
  event('contentBlockDelta', {
    contentBlockIndex: 0,
    delta: { reasoningContent: { signature: 'c2ln' } },
  }),
  event('contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'Grüße' } }),
  event('contentBlockStop', { contentBlockIndex: 1 }),
  event('contentBlockStart', {
    contentBlockIndex: 2,
    start: { toolUse: { toolUseId: 'tooluse_1', name: 'send_email' } },
  }),
  event('contentBlockDelta', { contentBlockIndex: 2, delta: { toolUse: { input: '{"a":' } } }),
  event('contentBlockDelta', { contentBlockIndex: 2, delta: { toolUse: { input: '1}' } } }),
  event('contentBlockStop', { contentBlockIndex: 2 }),
  event('messageStop', { stopReason: 'tool_use' }),
  event('metadata', {
    usage: {
      inputTokens: 20,
      outputTokens: 41,
      totalTokens: 141,
      cacheReadInputTokens: 75,
      cacheWriteInputTokens: 5,
    },
    metrics: { latencyMs: 800 },
  }),
];
const converseStream = together(...converse);

const anthropicStream = together(
  chunk({
    type: 'message_start',
    message: {
      model: 'claude-opus-5',
      content: [],
      usage: { input_tokens: 20, cache_read_input_tokens: 80, output_tokens: 1 },
    },
  }),
  chunk({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  chunk({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '東京' } }),
  chunk({ type: 'content_block_stop', index: 0 }),
  chunk({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }),
  chunk({
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': { inputTokenCount: 20, outputTokenCount: 9 },
  }),
);

const CLAUDE = 'anthropic.claude-opus-5-v1%3A0';

describe('Bedrock’s answers', () => {
  it('are read from the frames of converse-stream, with cached input counted as input', () => {
    expect(essence(decode(bedrock, converseStream))).toMatchObject({
      ending: 'finished',
      usage: { inputTokens: 100, outputTokens: 41, cachedInputTokens: 75 },
      text: 'Hm. Grüßesend_email{"a":1}',
      toolCalls: [{ id: 'tooluse_1', name: 'send_email' }],
      malformed: 0,
    });
  });

  it('are read from the provider’s own events under invoke', () => {
    expect(essence(decode(bedrock, anthropicStream))).toMatchObject({
      model: 'claude-opus-5',
      ending: 'finished',
      usage: { inputTokens: 100, outputTokens: 9, cachedInputTokens: 80 },
      text: '東京',
      malformed: 0,
    });
  });

  it('are read from Nova, Llama and Titan too', () => {
    const metrics = {
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 },
    };
    const usage = { inputTokens: 7, outputTokens: 3 };
    const nova = [
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { delta: { text: 'Hi' }, contentBlockIndex: 0 } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage, metrics: {} }, ...metrics },
    ];
    const llama = [
      { generation: 'H', prompt_token_count: 7, generation_token_count: 1, stop_reason: null },
      { generation: 'i', generation_token_count: 3, stop_reason: 'stop', ...metrics },
    ];
    const titan = [
      { outputText: 'Hi', index: 0, completionReason: null, inputTextTokenCount: 7 },
      { outputText: '', completionReason: 'FINISH', totalOutputTextTokenCount: 3, ...metrics },
    ];
    for (const events of [nova, llama, titan]) {
      expect(essence(decode(bedrock, together(...events.map(chunk))))).toMatchObject({
        ending: 'finished',
        text: 'Hi',
        usage,
        malformed: 0,
      });
    }
  });

  it('are read whole, of any kind', () => {
    const whole = {
      output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
      metrics: { latencyMs: 9 },
    };
    const message = {
      type: 'message',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 7, output_tokens: 3 },
    };
    const titan = {
      inputTextTokenCount: 7,
      results: [{ tokenCount: 3, outputText: 'Hi', completionReason: 'FINISH' }],
    };
    for (const body of [whole, message, titan]) {
      expect(decode(bedrock, json(body))).toMatchObject({
        ending: 'finished',
        text: ['Hi'],
        usage: { inputTokens: 7, outputTokens: 3 },
        malformed: 0,
      });
    }
  });

  it('are open where they were cut, and failed where they say so', () => {
    const cut = decode(bedrock, converseStream.subarray(0, converseStream.length / 2));
    expect(cut).toMatchObject({ ending: 'open', malformed: 0 });
    expect(decode(bedrock, together(...converse.slice(0, 4), exception)).ending).toBe('failed');
  });

  it('lose one frame that is broken, and all after a length that cannot be', () => {
    const broken = converse.map((each) => each.slice());
    broken[3]?.set([0xff], 40);
    expect(decode(bedrock, together(...broken))).toMatchObject({
      malformed: 1,
      ending: 'finished',
    });
    const lost = together(new Uint8Array([0, 0, 0, 3]), converseStream);
    expect(decode(bedrock, lost)).toMatchObject({ malformed: 1, ending: 'open' });
    const huge = together(new Uint8Array([0, 0xff, 0, 0]), converseStream);
    expect(decode(bedrock, huge)).toMatchObject({ malformed: 1, ending: 'open' });
  });

  it('are read through junk inside of sound frames', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.json())), (frames) => {
        decode(bedrock, together(...frames.map(([name, data]) => event(name, JSON.parse(data)))));
        decode(bedrock, together(...frames.map(([, data]) => chunk(JSON.parse(data)))));
        decode(bedrock, together(...frames.map(([name]) => event('chunk', { bytes: name }))));
      }),
    );
  });

  decodesSoundly(bedrock, converseStream);
});

describe('Bedrock’s provider chunks', () => {
  decodesSoundly(bedrock, anthropicStream);
});

describe('Bedrock’s requests', () => {
  const converseBody = {
    system: [{ text: 'Be kind.' }],
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  };

  it('name the model in the path alone, without the account it belongs to', () => {
    expect(bedrock.read(post(`/model/${CLAUDE}/converse-stream`, converseBody))).toMatchObject({
      model: 'anthropic.claude-opus-5-v1:0',
      turn: 'prompt',
      text: ['Be kind.', 'Hi'],
    });
    const arn = 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-pro';
    const path = `/model/${encodeURIComponent(arn)}/converse`;
    expect(bedrock.read(post(path, converseBody))?.model).toBe('eu.amazon.nova-pro');
    expect(bedrock.read(post('/model/%zz/converse', converseBody))?.model).toBe('%zz');
  });

  it('carry results of tools', () => {
    const toolResult = { toolUseId: 'tooluse_1', content: [{ text: 'done' }] };
    const messages = [
      ...converseBody.messages,
      {
        role: 'assistant',
        content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'x', input: {} } }],
      },
      { role: 'user', content: [{ toolResult }] },
    ];
    expect(bedrock.read(post('/model/m/converse', { messages }))).toMatchObject({
      turn: 'tool-results',
      answers: ['tooluse_1'],
      text: ['Hi', 'x', '{}', '[{"text":"done"}]'],
    });
  });

  it('are the provider’s own under invoke', () => {
    const read = (body: object, model = CLAUDE) =>
      bedrock.read(post(`/model/${model}/invoke-with-response-stream`, body));
    const messages = [{ role: 'user', content: 'Hi' }];
    const asked = { turn: 'prompt', text: ['Hi'], messages: 1 };
    expect(read({ anthropic_version: 'bedrock-2023-05-31', messages })).toMatchObject({
      ...asked,
      model: 'anthropic.claude-opus-5-v1:0',
    });
    expect(read({ prompt: 'Hi', max_gen_len: 9 }, 'meta.llama3')).toMatchObject(asked);
    expect(read({ inputText: 'Hi' }, 'amazon.titan-text-express-v1')).toMatchObject(asked);
    expect(read({ messages: converseBody.messages }, 'amazon.nova-pro')).toMatchObject(asked);
    expect(read({ inputText: 'Hi' }, 'amazon.titan-embed-text-v2:0')).toBeNull();
    expect(read({ taskType: 'TEXT_IMAGE' }, 'amazon.titan-image')).toBeNull();
  });

  it('are known by their path, and by no other', () => {
    expect(bedrock.endpoint?.(`/model/${CLAUDE}/invoke`)).toBe(true);
    for (const path of ['/model/m', '/model/m/count-tokens', '/v1/messages', '/converse']) {
      expect(bedrock.endpoint?.(path)).toBe(false);
      expect(bedrock.read(post(path, converseBody))).toBeNull();
    }
    expect(bedrock.read(post('/model/m/converse', UNREAD))).toBeNull();
  });
});
