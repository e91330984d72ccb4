import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../core/protocols/anthropic-messages.ts';
import { byShape } from '../../../core/protocols/by-shape.ts';
import { openaiChat } from '../../../core/protocols/openai-chat.ts';
import { type Protocol, UNREAD } from '../../../core/protocols/protocol.ts';
import type { Adapter } from '../../../core/sites/adapter-schema.ts';
import { adapterProtocol } from '../../../core/sites/adapter-protocol.ts';
import { decode, decodesSoundly, essence, post } from '../protocols/reading.ts';
import { anthropicStream, json, openaiStream, sse } from '../protocols/wire.ts';
import { sampleAdapter } from './adapter-sample.ts';

const known = [openaiChat, anthropicMessages, byShape];

function made(adapter: Adapter): Protocol {
  const protocol = adapterProtocol(adapter, known);
  if (protocol === null) throw new Error('No protocol was made.');
  return protocol;
}

const { name, site, answer: paths } = sampleAdapter;
const protocol = made(sampleAdapter);
const body = {
  model: 'acme-1',
  chat: { id: 7 },
  source: 'cron',
  messages: [{ content: 'Hello' }, { content: [{ type: 'text', text: 'and more' }] }],
};
const stream = sse(
  { meta: { model: 'acme-1.5' }, delta: { text: 'Grüße ' } },
  { delta: { text: 'aus 東京' }, thoughts: ['a', 'b'] },
  { calls: [{ name: 'send_email' }, { name: 'search' }, { name: 7 }] },
  { usage: { in: 40, out: 9, cached: 30, thought: 2 } },
  { type: 'done' },
);

describe('an adapter that describes requests and answers', () => {
  it('reads what is asked', () => {
    expect(protocol.read(post('/api/ask/42', body))).toMatchObject({
      model: 'acme-1',
      conversation: '7',
      turn: 'prompt',
      text: ['Hello', 'and more'],
      messages: 2,
      trigger: 'schedule',
    });
    expect(protocol.read(post('/api/ask/42', { ...body, source: 7 }))?.trigger).toBe('webhook');
    expect(protocol.read(post('/api/ask/4', { ...body, source: 'toString' }))?.trigger).toBeNull();
    const role = (said: string) => ({ messages: [{ role: said, content: 'x' }] });
    expect(protocol.read(post('/api/ask/4', role('tool')))?.turn).toBe('tool-results');
  });

  it('is for its own endpoint, method and host, and for requests with text', () => {
    expect(protocol.read(post('/api/other', body))).toBeNull();
    expect(protocol.read({ ...post('/api/ask/1', body), method: 'GET' })).toBeNull();
    expect(protocol.read(post('/api/ask/1', { ...body, messages: [] }))).toBeNull();
    expect(protocol.read(post('/api/ask/1', UNREAD))).toBeNull();
    expect(protocol.endpoint?.('/api/ask/1')).toBe(true);
    const elsewhere = made({ ...sampleAdapter, endpoint: 'https://api.corp.example/api/ask/*' });
    expect(elsewhere.read(post('/api/ask/1', body))).toBeNull();
    expect(elsewhere.endpoint?.('/api/ask/1')).toBe(true);
    const there = { ...post('/api/ask/1', body), host: 'api.corp.example' };
    expect(elsewhere.read(there)).not.toBeNull();
  });

  it('reads forms', () => {
    const form = made({ ...sampleAdapter, request: { text: ['q'] } });
    expect(form.read({ ...post('/api/ask/1', undefined), fields: { q: 'Hi' } })?.text).toEqual([
      'Hi',
    ]);
  });

  it('reads the answer as events', () => {
    expect(essence(decode(protocol, stream))).toMatchObject({
      model: 'acme-1.5',
      ending: 'finished',
      text: 'Grüße aus 東京ab',
      usage: { inputTokens: 40, outputTokens: 9, cachedInputTokens: 30, reasoningTokens: 2 },
      toolCalls: [
        { id: null, name: 'send_email' },
        { id: null, name: 'search' },
      ],
      malformed: 0,
    });
    expect(decode(protocol, stream.subarray(0, 200)).ending).toBe('open');
    expect(decode(protocol, sse({ failed: true }, { type: 'done' })).ending).toBe('failed');
  });

  it('reads lines, documents, and events of plain text', () => {
    const read = (answer: Partial<Adapter['answer']>, bytes: Uint8Array) =>
      essence(decode(made({ ...sampleAdapter, answer: { ...paths, ...answer } }), bytes));
    const lines = new TextEncoder().encode('{"delta":{"text":"a"}}\n{"delta":{"text":"b"}}\n');
    expect(read({ framing: 'lines' }, lines)).toMatchObject({ text: 'ab', ending: 'open' });
    const document = json({ delta: { text: 'Yes.' } });
    expect(read({ framing: 'document' }, document)).toMatchObject({
      text: 'Yes.',
      ending: 'finished',
    });
    const plain = new TextEncoder().encode('data: Good\n\ndata:  day\n\ndata: [DONE]\n\n');
    expect(read({ text: ['$'] }, plain)).toMatchObject({ text: 'Good day', ending: 'finished' });
  });

  decodesSoundly(protocol, stream);

  it('reads any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        protocol.read(post('/api/ask/1', value));
        decode(protocol, sse(value));
        decode(protocol, json(value));
      }),
    );
  });
});

describe('an adapter that names a protocol', () => {
  it('is that protocol, spoken elsewhere', () => {
    const chat = made({ name, site, endpoint: '/llm/*', protocol: 'openai-chat' });
    const messages = [{ role: 'user', content: 'Hi' }];
    expect(chat.name).toBe('openai-chat');
    expect(chat.read(post('/llm/run', { model: 'm', messages }))).toMatchObject({ model: 'm' });
    expect(chat.read(post('/v1/chat/completions', { model: 'm', messages }))).toBeNull();
    expect(chat.read(post('/llm/run', { rows: [] }))).toBeNull();
    expect(chat.endpoint?.('/llm/run')).toBe(true);
    expect(chat.endpoint?.('/v1/chat/completions')).toBe(false);
    expect(decode(chat, openaiStream).usage.inputTokens).toBe(120);
    const claude = made({ name, site, endpoint: '/c', protocol: 'anthropic-messages' });
    expect(claude.read(post('/c', { messages }))).toMatchObject({ turn: 'prompt' });
    expect(decode(claude, anthropicStream).usage.outputTokens).toBe(41);
  });

  it('leaves it to the protocol what counts', () => {
    const shape = made({ name, site, endpoint: '/x', protocol: 'by-shape' });
    const asked = shape.read(post('/x', { prompt: 'Hi', model: 'm' }));
    const decoder = shape.decoder(asked);
    decoder.feed(sse({ answer: 'Hi, how are you?' }));
    expect(shape.counts?.(decoder.end())).toBe(true);
    expect(shape.counts?.(decode(shape, sse({})))).toBe(false);
  });

  it('is the variant of it that reads the request, also for the answer', () => {
    const other: Protocol = {
      ...anthropicMessages,
      name: 'openai-chat',
      read: (request) => anthropicMessages.read({ ...request, path: '/v1/messages' }),
    };
    const picky: Protocol = {
      ...openaiChat,
      read: (request) => (request.body === 7 ? openaiChat.read(request) : null),
      counts: () => false,
    };
    const adapter: Adapter = { name, site, endpoint: '/x', protocol: 'openai-chat' };
    const both = adapterProtocol(adapter, [picky, other]);
    const asked = both?.read(post('/x', { messages: [{ role: 'user', content: 'Hi' }] })) ?? null;
    const decoder = both?.decoder(asked);
    decoder?.feed(anthropicStream);
    const answer = decoder?.end();
    expect(answer?.usage.outputTokens).toBe(41);
    expect(answer === undefined ? undefined : both?.counts?.(answer)).toBe(true);
  });

  it('takes no placeholder for a model or a conversation', () => {
    const gemini: Protocol = {
      ...openaiChat,
      name: 'gemini',
      read: (request) => {
        const model = /\/models\/([^/:]+):/.exec(request.path)?.[1];
        const asked = openaiChat.read({ ...request, path: '/chat/completions' });
        return model === undefined || asked === null ? null : { ...asked, model };
      },
    };
    const adapter: Adapter = { name, site, endpoint: '/*', protocol: 'gemini' };
    const read = (path: string) =>
      adapterProtocol(adapter, [gemini])?.read(post(path, { messages: [] }))?.model;
    expect(read('/gw/run')).toBeNull();
    expect(read('/gw/models/gemini-3:generateContent')).toBe('gemini-3');
  });

  it('is none where the protocol is not at hand, or only the screen is told of', () => {
    expect(adapterProtocol({ name, site, endpoint: '/', protocol: 'dify' }, known)).toBeNull();
    const screen = { composer: 'textarea', answers: 'p' };
    expect(adapterProtocol({ name, site, screen }, known)).toBeNull();
  });
});
