/**
 * What our decoders make of the demo's answers, held against the truth of its server: whole and
 * streamed, broken in each way, and over sockets.
 */
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { describe, expect, it } from 'vitest';
import { type MessageEvent, WebSocket } from 'ws';
import { WIRES } from '../../demo/app/wire/all.ts';
import type { Ask } from '../../demo/app/wire/wire.ts';
import { parseJson } from '../../core/protocols/answer-body.ts';
import { bedrock } from '../../core/protocols/bedrock.ts';
import { chatgptWeb } from '../../core/protocols/chatgpt-web/conversation.ts';
import { chatgptTopics } from '../../core/protocols/chatgpt-web/topics.ts';
import { copilot } from '../../core/protocols/copilot.ts';
import { everyday } from '../../core/protocols/everyday.ts';
import { m365Copilot } from '../../core/protocols/m365-copilot.ts';
import { http } from '../../core/protocols/pack-http.ts';
import type { Answer, Asked, SocketProtocol } from '../../core/protocols/protocol.ts';
import { recognise } from '../../core/protocols/recognise.ts';
import { responsesSocket } from '../../core/protocols/responses-socket.ts';
import { behave, quick, serveForTests } from './demo-serving.ts';
import { SeenCalls } from './protocols/reading.ts';
import { until } from '../until.ts';

const server = serveForTests();
const protocols = [...everyday.protocols, bedrock, chatgptWeb, ...http.protocols];

interface Sent {
  path: string;
  headers?: Record<string, string>;
  body: string;
}

/** Sends it, and reads request and answer as the collector does. */
async function exchange(sent: Sent, behaviour: object) {
  const headers = { 'content-type': 'application/json', ...sent.headers, ...behave(behaviour) };
  const request = { method: 'POST', headers, body: sent.body };
  const { host, pathname: path } = new URL(server.url + sent.path);
  const body = parseJson(sent.body);
  const found = recognise({ method: 'POST', host, path, body, fields: null }, protocols);
  if (found === null) throw new Error(`Nobody knows ${path}`);
  const { protocol, asked } = found;
  const decoder = protocol.decoder(asked);
  const response = await fetch(server.url + sent.path, request);
  try {
    for await (const bytes of response.body ?? []) decoder.feed(bytes);
  } catch {
    // Broken off, as some of these are.
  }
  const answer = decoder.end();
  return { protocol: protocol.name, asked, answer };
}

const modelOf = (asked: Asked | null, { model }: Answer) => model || asked?.model || null;

const ended = (answer: Answer) => (answer.ending === 'finished' ? 'complete' : answer.ending);

const spoken = [
  ['openai-responses', 'direct'],
  ['gemini', 'events'],
  ['gemini', 'array'],
  ['gemini', 'nextchat'],
  ['bedrock', 'converse'],
  ['bedrock', 'invoke'],
  ['ollama', 'chat'],
  ['ollama', 'generate'],
  ['ai-sdk-ui', 'lines'],
  ['claude-web', 'completion'],
  ['github-copilot', 'direct'],
] as const;

describe.each(spoken)('%s, %s', (name, variant) => {
  const ask = (asked: Partial<Ask>, behaviour: object) => {
    const { path, headers, body } = WIRES[name].request({
      model: 'atlas',
      prompt: 'What should we do first?',
      history: [],
      stream: true,
      conversation: 'conv-1',
      tools: [],
      variant,
      ...asked,
    });
    return exchange({ path, headers, body: body as string }, behaviour);
  };
  /** These always stream. */
  const streams = variant === 'lines' || name === 'claude-web' || name === 'github-copilot';

  it.each(streams ? [true] : [true, false])('is read as it is, streamed: %s', async (stream) => {
    const behaviour = { ...quick, reasoning: 20, language: 'ja' };
    const { protocol, asked, answer } = await ask({ stream }, behaviour);
    const truth = await server.truth();
    expect(protocol).toBe(truth.protocol);
    expect(ended(answer)).toBe(truth.outcome);
    expect(answer.malformed).toBe(0);
    expect(modelOf(asked, answer)).toBe(truth.model);
    expect(asked?.turn).toBe('prompt');
    expect(answer.text.join('').length).toBeGreaterThan(20);
    const { inputTokens, outputTokens, cachedInputTokens = 0 } = answer.usage;
    expect(inputTokens !== undefined).toBe(truth.usageOnWire);
    if (truth.usageOnWire)
      expect([inputTokens, outputTokens, cachedInputTokens]).toEqual(figures(truth, name));
  });

  it('is known to be cut, and to have failed', async () => {
    const { answer: cut } = await ask({}, { ...quick, cutAfter: 5 });
    expect(cut).toMatchObject({ ending: 'open', malformed: 0 });
    const { answer: failed } = await ask({}, { ...quick, errorAfter: 5 });
    expect(failed).toMatchObject({ ending: 'failed', malformed: 0 });
    const { answer: garbled } = await ask({}, { ...quick, garbleAfter: 5 });
    expect(garbled).toMatchObject({ ending: 'finished', malformed: 1 });
  });
});

function figures(truth: Awaited<ReturnType<typeof server.truth>>, name: string) {
  // Ollama and the SDK's lines do not say what came from the cache.
  const cached = name === 'ollama' || name === 'ai-sdk-ui' ? 0 : truth.cachedInputTokens;
  return [truth.inputTokens, truth.outputTokens, cached];
}

const chatgptBody = {
  action: 'next',
  model: 'atlas',
  messages: [
    { id: 'm-1', author: { role: 'user' }, content: { content_type: 'text', parts: ['Hi'] } },
  ],
};

/** Opens a socket that a reader watches from its first message. */
async function watched(protocol: SocketProtocol, calls: SeenCalls, path: string) {
  const reader = protocol.reader(calls);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`);
  const address = { host: 'chat.corp.example', path: path.replace(/\?.*/, '') };
  let recognised = false;
  const take = (direction: 'in' | 'out', data: string | Uint8Array) => {
    recognised ||= protocol.recognises(address, { direction, data });
    reader.take({ direction, data });
  };
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    take('in', typeof data === 'string' ? data : new Uint8Array(data as Buffer));
  });
  await until(() => socket.readyState === WebSocket.OPEN);
  return {
    recognised: () => recognised,
    send(data: string) {
      take('out', data);
      socket.send(data);
    },
    close: () => socket.close(),
  };
}

describe('ChatGPT’s page', () => {
  it('is read where it is answered in place', async () => {
    const sent = { path: '/backend-api/f/conversation', body: JSON.stringify(chatgptBody) };
    const { protocol, asked, answer } = await exchange(sent, { ...quick, act: true });
    const truth = await server.truth();
    expect([protocol, ended(answer), modelOf(asked, answer)]).toEqual([
      truth.protocol,
      truth.outcome,
      truth.model,
    ]);
    expect(answer.conversation).toBe(truth.conversation);
    expect(answer.toolCalls.map(({ name }) => name)).toEqual(truth.toolCalls);
    expect(answer).toMatchObject({ malformed: 0, elsewhere: null });
  });

  it('is read where its answer is handed to a socket', async () => {
    const path = '/backend-api/f/conversation?handoff=1';
    const behaviour = { ...quick, act: true };
    const { asked, answer: first } = await exchange(
      { path, body: JSON.stringify(chatgptBody) },
      behaviour,
    );
    const calls = new SeenCalls();
    const topic = first.elsewhere ?? '';
    calls.begin(topic, asked ?? expect.fail());
    const socket = await watched(chatgptTopics, calls, '/backend-api/ws');
    socket.send(JSON.stringify([{ id: 1, command: { type: 'subscribe', topic_id: topic } }]));
    const call = await until(() => calls.all.find(({ over }) => over));
    const truth = await server.truth();
    socket.close();
    expect(calls.all).toHaveLength(1);
    expect(socket.recognised()).toBe(true);
    expect([ended(call.answer), call.answer.model]).toEqual([truth.outcome, truth.model]);
    expect(call.answer.toolCalls.map(({ name }) => name)).toEqual(truth.toolCalls);
    expect(call.answer).toMatchObject({ malformed: 0, key: first.key });
  });
});

describe('sockets', () => {
  const query = (behaviour: object) => `?demo=${encodeURIComponent(JSON.stringify(behaviour))}`;
  const about = { conversationId: 'conv-1', content: [{ type: 'text', text: 'Hi' }] };
  const create = { type: 'response.create', model: 'atlas', input: 'Hi' };

  it.each([
    [responsesSocket, '/v1/responses', create],
    [copilot, '/c/api/chat', { event: 'send', ...about }],
  ])('of $name are read, in text and in bytes', async (protocol, path, asking) => {
    for (const binary of ['', '&binary=1']) {
      const calls = new SeenCalls();
      const socket = await watched(protocol, calls, path + query(quick) + binary);
      socket.send(JSON.stringify(asking));
      const call = await until(() => calls.all.find(({ over }) => over));
      socket.close();
      expect(socket.recognised()).toBe(true);
      const truth = await server.truth(binary === '' ? 0 : 1);
      expect([ended(call.answer), modelOf(call.asked, call.answer)]).toEqual([
        truth.outcome,
        truth.model,
      ]);
      if (truth.usageOnWire)
        expect(call.answer.usage).toMatchObject({
          inputTokens: truth.inputTokens,
          outputTokens: truth.outputTokens,
        });
      expect(call.answer.text.join('').length).toBeGreaterThan(20);
    }
  });

  it('of a company’s Copilot are read as its own client speaks', async () => {
    const calls = new SeenCalls();
    const reader = m365Copilot.reader(calls);
    /** The client's socket, seen from outside of it. */
    class Watched extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent) => {
          reader.take({ direction: 'in', data: data as string });
        });
      }
      override send(data: string) {
        reader.take({ direction: 'out', data });
        super.send(data);
      }
    }
    const hub = `${server.url}/m365Copilot/Chathub/me@northwind`;
    const transport = HttpTransportType.WebSockets;
    const options = { skipNegotiation: true, transport, WebSocket: Watched };
    const connection = new HubConnectionBuilder()
      .withUrl(hub, options)
      .configureLogging(LogLevel.None)
      .build();
    await connection.start();
    const message = { author: 'user', text: 'Hi' };
    connection
      .stream('chat', { conversationId: 'conv-1', message, demo: quick })
      .subscribe({ next: () => {}, complete: () => {}, error: () => {} });
    const call = await until(() => calls.all.find(({ over }) => over));
    await connection.stop();
    const truth = await server.truth();
    expect(ended(call.answer)).toBe(truth.outcome);
    expect(call.asked).toMatchObject({ conversation: truth.conversation, text: ['Hi'] });
    expect(call.answer.text.join('').length).toBeGreaterThan(20);
  });
});
