import { describe, expect, it } from 'vitest';
import { Collector, type CollectorParts } from '../../capture/collector.ts';
import type { Body, CollectorFrame, HookFrame } from '../../capture/frames.ts';
import { NO_INPUT } from '../../capture/input.ts';
import { handOver, Shelf } from '../../capture/shelf.ts';
import { Draft } from '../../core/interaction.ts';
import { everyday } from '../../core/protocols/everyday.ts';
import { binary } from '../../core/protocols/pack-binary.ts';
import { http } from '../../core/protocols/pack-http.ts';
import { sockets } from '../../core/protocols/pack-sockets.ts';
import type { HealthReason } from '../../core/health.ts';
import { json, openaiStream, sse } from './protocols/wire.ts';
import { sampleId } from './sample.ts';
import { until } from '../until.ts';

const URL_OF_CHAT = 'https://chat.corp.example/v1/chat/completions';

function opening(id: number, body: Body, at = 1_000): HookFrame {
  return {
    type: 'open',
    id,
    at,
    transport: 'fetch',
    method: 'POST',
    url: URL_OF_CHAT,
    polling: false,
    body,
  };
}

const everything = () =>
  new Shelf({ ...everyday, sockets: sockets.sockets }, () =>
    Promise.reject(new Error('There is no more.')),
  );

function setUp(shelf = everything()) {
  const drafts: Draft[] = [];
  const foretold = new Map<string, Draft | null>();
  const notes: HealthReason[] = [];
  const told: CollectorFrame[] = [];
  const timers: (() => void)[] = [];
  let wall = 1.8e12;
  let steady = 1_000;
  let keys = 40;
  const input: CollectorParts['input'] = {
    at: () => ({ ...NO_INPUT, sinceKey: 12, trustedKeys: keys }),
    press: () => ({ at: 0, hold: 92 }),
    spend: () => {
      keys = 0;
    },
  };
  const outbox: CollectorParts['outbox'] = {
    put: (draft) => drafts.push(draft),
    note: (reason) => notes.push(reason),
    sendLast: () => {},
  };
  const collector = new Collector({
    site: 'https://chat.corp.example',
    input,
    outbox,
    foretell: (id, draft) => foretold.set(id, draft),
    tell: (frame) => told.push(frame),
    wall: () => wall,
    steady: () => steady,
    newId: sampleId,
    hash: () => '0'.repeat(16),
    shelf,
    reading: () => Promise.resolve(null),
    later: (callback) => timers.push(callback),
    page: () => ({ visible: true, focused: true, webdriver: false }),
  });
  const ask = (id: number, messages: object[], at = steady, more: object = {}, path?: string) =>
    collector.hear({
      ...opening(
        id,
        { kind: 'data', data: JSON.stringify({ model: 'gpt-5', messages, ...more }) },
        at,
      ),
      ...(path === undefined ? {} : { url: `https://chat.corp.example${path}` }),
    });
  return {
    collector,
    drafts,
    foretold,
    notes,
    told,
    ask,
    typeMore: () => {
      keys += 20;
    },
    fireTimers: () => {
      for (const timer of timers.splice(0)) timer();
    },
    pass: (milliseconds: number) => {
      wall += milliseconds;
      steady += milliseconds;
    },
    setWall: (moment: number) => {
      wall = moment;
    },
  };
}

const user = { role: 'user', content: 'What is new?' };

describe('the collector', () => {
  it('counts the same where the browser has made text of the bytes', () => {
    const [bytes, text] = ['bytes', 'text'].map((type) => {
      const { collector, drafts, ask } = setUp();
      const answer = sse('{"choices":[{"delta":{"content":"Grüße, 你好 🙂"}}]}', '[DONE]');
      const told = type === 'bytes' ? answer : new TextDecoder().decode(answer);
      ask(1, [user]);
      collector.hear({ type, id: 1, [type]: told });
      collector.hear({ type: 'end', id: 1, at: 2_500, how: 'done' });
      return drafts.map((draft) => Draft.parse(draft).usage);
    });
    expect(bytes).toHaveLength(1);
    expect(bytes?.[0]?.outputTokens).toBeGreaterThan(2);
    expect(text).toEqual(bytes);
  });

  it('tells of a call under way what is known so far, and no word of it', () => {
    const { collector, drafts, foretold, ask, pass, fireTimers } = setUp();
    ask(1, [user]);
    const [first, ...rest] = [openaiStream.slice(0, 200), openaiStream.slice(200)];
    collector.hear({ type: 'bytes', id: 1, bytes: first });
    pass(1_000);
    fireTimers();
    expect(foretold.size).toBe(1);
    const soFar = Draft.parse([...foretold.values()][0]);
    expect(soFar).toMatchObject({ status: 'aborted', usage: { source: 'estimated' } });
    expect(soFar.endedAt - soFar.startedAt).toBe(1_000);
    for (const bytes of rest) collector.hear({ type: 'bytes', id: 1, bytes });
    collector.hear({ type: 'end', id: 1, at: 2_500, how: 'done' });
    expect(drafts).toMatchObject([{ id: soFar.id, status: 'complete' }]);
    foretold.clear();
    fireTimers();
    expect(foretold.size).toBe(0);
  });

  it('makes a draft of a streamed answer, without a word of it', () => {
    const { collector, drafts, ask, pass } = setUp();
    ask(1, [user]);
    pass(250);
    collector.hear({ type: 'head', id: 1, status: 200, contentType: '' });
    collector.hear({ type: 'bytes', id: 1, bytes: openaiStream });
    collector.hear({ type: 'end', id: 1, at: 1_250, how: 'done' });
    expect(drafts).toHaveLength(1);
    expect(Draft.parse(drafts[0])).toMatchObject({
      status: 'complete',
      model: 'gpt-5-2026-08-07',
      startedAt: 1.8e12,
      endedAt: 1.8e12 + 250,
      usage: { inputTokens: 120, outputTokens: 34, source: 'reported' },
      toolCalls: [
        { name: 'send_email', kind: 'other', effect: 'unknown' },
        { name: 'search_tickets', kind: 'other', effect: 'unknown' },
      ],
    });
    expect(JSON.stringify(drafts)).not.toMatch(/Grüße|東京|What is new/);
  });

  it('links a step to the interaction that called the tool', () => {
    const { collector, drafts, ask } = setUp();
    ask(1, [user]);
    collector.hear({ type: 'bytes', id: 1, bytes: openaiStream });
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'done' });
    ask(2, [user, { role: 'tool', tool_call_id: 'call_2', content: 'two tickets' }]);
    collector.hear({ type: 'end', id: 2, at: 1_000, how: 'cancelled' });
    expect(drafts[1]).toMatchObject({
      parent: drafts[0]?.id,
      status: 'aborted',
      signals: { turn: 'tool-results' },
    });
  });

  it('lets what the app asks by itself moments after a turn descend from it', () => {
    const { collector, drafts, ask, pass, typeMore } = setUp();
    const exchange = (id: number) => {
      ask(id, [user]);
      collector.hear({ type: 'bytes', id, bytes: sse('{"choices":[{}]}', '[DONE]') });
      pass(400);
      collector.hear({ type: 'end', id, at: 1_000 + id * 400, how: 'done' });
    };
    exchange(1);
    exchange(2);
    typeMore();
    exchange(3);
    pass(9_000);
    exchange(4);
    const [turn, aside, next, late] = drafts;
    expect(aside?.parent).toBe(turn?.id);
    expect([turn?.parent, next?.parent, late?.parent]).toEqual([null, null, null]);
  });

  it('keeps the clock from running backwards when the wall clock jumps', () => {
    const { collector, drafts, ask, setWall } = setUp();
    ask(1, [user]);
    setWall(1.8e12 - 3_600_000);
    collector.hear({ type: 'end', id: 1, at: 1_800, how: 'done' });
    expect(drafts[0]).toMatchObject({ startedAt: 1.8e12, endedAt: 1.8e12 + 800 });
  });

  it.each([
    ['a refusal', { type: 'head', id: 1, status: 429, contentType: '' }, 'error', 0],
    ['a cut connection', { type: 'end', id: 1, at: 1_000, how: 'failed' }, 'error', 0],
    [
      'a cancel before the answer',
      { type: 'end', id: 1, at: 1_000, how: 'cancelled' },
      'aborted',
      11,
    ],
  ])('records %s', (_what, frame, status, inputTokens) => {
    const { collector, drafts, ask, fireTimers } = setUp();
    ask(1, [user]);
    collector.hear(frame);
    fireTimers();
    expect(drafts).toMatchObject([{ status, usage: { inputTokens, outputTokens: 0 } }]);
  });

  it('records a request it could not read, and says that its tokens are missing', () => {
    const { collector, drafts, notes } = setUp();
    collector.hear(opening(1, { kind: 'unread' }));
    collector.hear({
      type: 'bytes',
      id: 1,
      bytes: sse({ choices: [{ delta: { content: 'Hi' } }] }),
    });
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'done' });
    expect(drafts).toMatchObject([
      { signals: { turn: 'not seen' }, usage: { inputTokens: null, outputTokens: 1 } },
    ]);
    expect(notes).toEqual(['unreadable-request']);
  });

  it('records what is under way when the page goes', () => {
    const { collector, drafts, ask } = setUp();
    ask(1, [user]);
    collector.hear({
      type: 'bytes',
      id: 1,
      bytes: sse({ choices: [{ delta: { content: 'a b c' } }] }),
    });
    collector.close();
    expect(drafts).toMatchObject([
      { status: 'aborted', usage: { outputTokens: 3, source: 'estimated' } },
    ]);
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'done' });
    expect(drafts).toHaveLength(1);
  });

  it('tells the hook to look away from what is none of ours, and while paused', () => {
    const { collector, drafts, told, ask } = setUp();
    collector.hear({
      ...opening(1, { kind: 'data', data: '{}' }),
      url: 'https://chat.corp.example/rows',
    });
    collector.watch(false);
    ask(2, [user]);
    expect(told).toEqual([
      { type: 'ignore', id: 1 },
      { type: 'watch', watching: false },
      { type: 'ignore', id: 2 },
    ]);
    collector.close();
    expect(drafts).toEqual([]);
  });

  it('counts forged frames and at last stops listening', () => {
    const { collector, drafts, notes, ask } = setUp();
    const forged = [
      null,
      'open',
      { type: 'open' },
      opening(1, { kind: 'data', data: '{}' }, NaN),
      { ...opening(1, { kind: 'data', data: '{}' }), body: 'text' },
      { type: 'bytes', id: 1, bytes: 'text' },
      { type: 'end', id: 1, at: 1, how: 'done', extra: 'text' },
    ];
    for (let round = 0; round < 25; round += 1) for (const frame of forged) collector.hear(frame);
    expect(notes).toHaveLength(100);
    ask(1, [user]);
    collector.close();
    expect(drafts).toEqual([]);
  });

  it('says in health what it could not decode', () => {
    const { collector, drafts, notes, ask } = setUp();
    ask(1, [user]);
    collector.hear({ type: 'bytes', id: 1, bytes: sse('{"broken') });
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'done' });
    expect(drafts).toMatchObject([{ status: 'error' }]);
    expect(notes).toEqual(['malformed']);
  });

  it('stops following an answer that is larger than we hold', () => {
    const { collector, drafts, notes, ask } = setUp();
    ask(1, [user]);
    const bytes = new Uint8Array(4_000_001).fill(32);
    for (let part = 0; part < 4; part += 1) collector.hear({ type: 'bytes', id: 1, bytes });
    expect(drafts).toHaveLength(1);
    expect(notes).toContain('too-large');
  });

  const messageFrame = (id: number, value: string, direction = 'in') => ({
    type: 'message',
    id,
    at: 1_000,
    direction,
    data: value,
  });

  it('joins a request with the answer that comes over a polled socket', () => {
    const { collector, drafts, ask } = setUp();
    const url = 'https://chat.corp.example/ws/socket.io/';
    const poll = (id: number, payload: string) => {
      collector.hear({
        ...opening(id, { kind: 'none' }),
        transport: 'xhr',
        method: 'GET',
        url,
        polling: true,
      });
      collector.hear({ type: 'bytes', id, bytes: new TextEncoder().encode(payload) });
      collector.hear({ type: 'end', id, at: 1_000, how: 'done' });
    };
    const told = (data: object) =>
      `42["events",${JSON.stringify({ chat_id: 'c', message_id: 'm', data: { type: 'chat:completion', data } })}]`;
    ask(1, [user], 1_000, { chat_id: 'c', id: 'm', session_id: 's' }, '/api/chat/completions');
    collector.hear({ type: 'bytes', id: 1, bytes: json({ status: true, task_id: 't' }) });
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'done' });
    expect(drafts).toEqual([]);
    poll(2, `0{"sid":"x"}\u001e${told({ content: 'Hi' })}`);
    poll(3, told({ done: true, usage: { prompt_tokens: 9, completion_tokens: 2 } }));
    expect(drafts).toMatchObject([
      {
        protocol: 'open-webui',
        transport: 'fetch',
        status: 'complete',
        usage: { inputTokens: 9, outputTokens: 2, source: 'reported' },
        signals: { turn: 'prompt', trustedKeys: 40 },
      },
    ]);
    expect(Draft.parse(drafts[0]).calls).toHaveLength(1);
  });

  it('reads a socket that was closed before its pack was there', async () => {
    let arrive = () => {};
    const shelf = new Shelf(everyday, async (name) => {
      await new Promise<void>((resolve) => {
        arrive = resolve;
      });
      handOver(name, sockets);
    });
    const { collector, drafts, fireTimers } = setUp(shelf);
    collector.hear({ type: 'socket', id: 1, at: 1_000, url: 'wss://claw.corp.example/' });
    const send = { sessionKey: 'agent:main:main', message: 'Hi', idempotencyKey: 'run-1' };
    for (const frame of [
      { type: 'event', event: 'connect.challenge', payload: {} },
      { type: 'req', id: '1', method: 'chat.send', params: send },
    ]) {
      const direction = frame.type === 'req' ? 'out' : 'in';
      collector.hear(messageFrame(1, JSON.stringify(frame), direction));
    }
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'failed' });
    arrive();
    await shelf.load('sockets');
    await until(() => {
      fireTimers();
      return drafts.length > 0;
    });
    expect(drafts).toMatchObject([{ protocol: 'openclaw', status: 'error' }]);
  });

  it('decides in order what waits for packs', async () => {
    const arrivals = new Map<string, () => void>();
    const shelf = new Shelf(everyday, async (name) => {
      await new Promise<void>((resolve) => arrivals.set(name, resolve));
      handOver(name, name === 'http' ? http : binary);
    });
    const { collector, drafts } = setUp(shelf);
    const post = (id: number, path: string, body: object) =>
      collector.hear({
        ...opening(id, { kind: 'data', data: JSON.stringify(body) }),
        url: `https://chat.corp.example${path}`,
      });
    post(1, '/model/claude-opus-5/converse', {
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    });
    for (const id of [2, 3]) post(id, '/api/generate', { model: 'gemma', prompt: 'Hi' });
    for (const id of [3, 2, 1]) collector.hear({ type: 'end', id, at: 1_100, how: 'cancelled' });
    const text = shelf.load('http');
    arrivals.get('http')?.();
    await text;
    // Their protocol is here by now, their turn is not.
    expect(drafts).toEqual([]);
    arrivals.get('binary')?.();
    await until(() => drafts.length === 3);
    expect(drafts.map(({ protocol }) => protocol)).toEqual(['bedrock', 'ollama', 'ollama']);
  });

  it('makes drafts of what a socket carries, and of what it leaves unfinished', () => {
    const { collector, drafts, fireTimers } = setUp();
    const frame = (value: object) => JSON.stringify(value);
    collector.hear({ type: 'socket', id: 1, at: 1_000, url: 'wss://claw.corp.example/' });
    collector.hear(
      messageFrame(1, frame({ type: 'event', event: 'connect.challenge', payload: {} })),
    );
    const send = { sessionKey: 'agent:main:main', message: 'Hi', idempotencyKey: 'run-1' };
    collector.hear(
      messageFrame(1, frame({ type: 'req', id: '1', method: 'chat.send', params: send }), 'out'),
    );
    collector.hear({ type: 'end', id: 1, at: 1_000, how: 'failed' });
    expect(drafts).toEqual([]);
    fireTimers();
    expect(drafts).toMatchObject([
      {
        protocol: 'openclaw',
        transport: 'websocket',
        status: 'error',
        signals: { trigger: 'page', turn: 'prompt' },
      },
    ]);
  });

  it('lets a socket go that speaks of nothing', () => {
    const { collector, told } = setUp();
    collector.hear({ type: 'socket', id: 1, at: 1_000, url: 'wss://chat.corp.example/live' });
    for (let count = 0; count < 24; count += 1)
      collector.hear(messageFrame(1, `{"tick":${count}}`));
    expect(told).toEqual([{ type: 'ignore', id: 1 }]);
  });
});
