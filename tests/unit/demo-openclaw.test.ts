/** The demo's Gateway as a page meets it, held against the truth. */
import { describe, expect, it } from 'vitest';
import { dial, type Frame, type SocketClient } from './socket-client.ts';
import { serveTests } from './truth-of-test.ts';
import { until } from '../until.ts';

const served = serveTests();
const quick = { pieces: 6, pace: 0 };
const endless = { pieces: 5_000, pace: 1 };
const sessionKey = 'agent:main:main';

async function connect(model = 'claw-1'): Promise<SocketClient> {
  const client = await dial(`${served.url}/openclaw/?model=${model}`);
  await client.hear(({ event }) => event === 'connect.challenge');
  const auth = { token: 'secret-of-the-page', password: '' };
  client.send({ type: 'req', id: 'c', method: 'connect', params: { minProtocol: 4, auth } });
  await client.hear(({ id }) => id === 'c');
  return client;
}

function send(client: SocketClient, runId: string, demo: object) {
  const params = { sessionKey, message: 'What now?', idempotencyKey: runId, deliver: false, demo };
  client.send({ type: 'req', id: `send-${runId}`, method: 'chat.send', params });
}

const payloadOf = (frame: Frame) => frame['payload'] as Frame;
const chatOf = (runId: string, state: string) => (frame: Frame) =>
  frame['event'] === 'chat' &&
  payloadOf(frame)['runId'] === runId &&
  payloadOf(frame)['state'] === state;

/** The messages that are model calls: of the assistant's, and with their usage. */
function callsOf(client: SocketClient, runId: string) {
  return client.heard
    .filter(({ event }) => event === 'session.message')
    .map((frame) => payloadOf(frame)['message'] as Frame)
    .filter(
      (message) =>
        message['role'] === 'assistant' &&
        message['usage'] !== undefined &&
        (message['__openclaw'] as Frame)['runId'] === runId,
    );
}

const usageOf = (message: Frame | undefined) => message?.['usage'] as Record<string, number>;

describe('the Gateway', () => {
  it('challenges, and hands out credentials only after the page has shown its own', async () => {
    const early = await dial(`${served.url}/`);
    send(early, 'too-early', quick);
    await until(() => early.closed);
    const client = await connect();
    expect(client.heard[0]).toMatchObject({ type: 'event', event: 'connect.challenge' });
    expect(client.heard[1]).toMatchObject({ type: 'res', ok: true, payload: { type: 'hello-ok' } });
    expect(JSON.stringify(client.heard[1])).toContain('secret-device-token');
    client.close();
  });

  it('answers a message with one model call, its usage the truth', async () => {
    const client = await connect();
    send(client, 'run-1', quick);
    const final = await client.hear(chatOf('run-1', 'final'));
    const [entry] = await served.truth();
    expect(entry).toMatchObject({
      protocol: 'openclaw',
      model: 'claw-1',
      outcome: 'complete',
      usageOnWire: true,
      initiation: 'page',
      run: 'run-1',
    });
    const [call, ...others] = callsOf(client, 'run-1');
    expect(others).toEqual([]);
    expect(call).toMatchObject({ model: 'claw-1', responseId: `chatcmpl-${entry?.id}` });
    const { input = 0, cacheRead = 0, output } = usageOf(call);
    expect(input + cacheRead).toBe(entry?.inputTokens);
    expect(output).toBe(entry?.outputTokens);
    expect(client.heard.find(({ id }) => id === 'send-run-1')?.['payload']).toMatchObject({
      runId: 'run-1',
      status: 'started',
    });
    expect(JSON.stringify(final).length).toBeGreaterThan(100);
    const counts = client.heard.flatMap(({ seq }) => (typeof seq === 'number' ? [seq] : []));
    expect(counts).toEqual(counts.map((_, index) => index + 1));
    client.close();
  });

  it('runs a message sent twice once', async () => {
    const client = await connect();
    send(client, 'twice', quick);
    send(client, 'twice', quick);
    await client.hear(chatOf('twice', 'final'));
    expect(await served.truth()).toHaveLength(1);
    client.close();
  });

  it('acts in rounds: a model call each, tools between them', async () => {
    const client = await connect();
    send(client, 'agent', { ...quick, act: true });
    await client.hear(chatOf('agent', 'final'));
    const entries = await served.truth(4);
    expect(entries.map(({ toolCalls }) => toolCalls)).toEqual([
      ['search_tickets'],
      ['send_email', 'post_chat_message'],
      ['deploy_service'],
      [],
    ]);
    const calls = callsOf(client, 'agent');
    expect(calls.map((call) => usageOf(call)['output'])).toEqual(
      entries.map(({ outputTokens }) => outputTokens),
    );
    expect(calls.map(({ stopReason }) => stopReason)).toEqual([
      'toolUse',
      'toolUse',
      'toolUse',
      'stop',
    ]);
    const started = client.heard
      .map(payloadOf)
      .filter(({ stream, runId }) => stream === 'tool' && runId === 'agent')
      .map(({ data }) => data as Frame)
      .filter(({ phase }) => phase === 'start');
    expect(started.map(({ name }) => name)).toEqual(entries.flatMap(({ toolCalls }) => toolCalls));
    // What it counts on the side grows over the whole run.
    const counted = client.heard
      .map(payloadOf)
      .filter(({ stream, runId }) => stream === 'usage' && runId === 'agent')
      .map(({ data }) => (data as Record<string, number>)['outputTokens']);
    expect(counted.at(-1)).toBe(entries.reduce((sum, entry) => sum + entry.outputTokens, 0));
    client.close();
  });

  it('gives back old answers with their usage, which nobody has spent now', async () => {
    const client = await connect();
    for (const method of ['chat.startup', 'chat.history']) {
      client.send({ type: 'req', id: method, method, params: { sessionKey } });
      const told = await client.hear(({ id }) => id === method);
      expect(JSON.stringify(told)).toContain('"input":90000');
    }
    expect(served.entries()).toEqual([]);
    client.close();
  });

  it.each([
    ['heartbeat', 'heartbeat', 1],
    ['cron', 'schedule', 1],
    ['sub-agent', 'sub-agent', 2],
    ['command-line', 'elsewhere', 1],
  ])('lets every page hear a run by %s', async (kind, initiation, count) => {
    const pages = [await connect(), await connect()];
    const demo = encodeURIComponent(JSON.stringify(quick));
    await fetch(`${served.url}/openclaw/start?kind=${kind}&demo=${demo}`, { method: 'POST' });
    const entries = await served.truth(count);
    expect(entries.map((entry) => entry.initiation)).toEqual(entries.map(() => initiation));
    for (const page of pages) {
      const last = entries.at(-1)?.run ?? '';
      await page.hear(chatOf(last, 'final'));
      const calls = entries.flatMap(({ run = '' }) => callsOf(page, run));
      expect(calls.map((call) => usageOf(call)['output'])).toEqual(
        entries.map(({ outputTokens }) => outputTokens),
      );
      page.close();
    }
  });

  it('marks each kind of run as the real one does', async () => {
    const page = await connect();
    const demo = encodeURIComponent(JSON.stringify(quick));
    for (const kind of ['heartbeat', 'cron', 'sub-agent', 'command-line']) {
      await fetch(`${served.url}/openclaw/start?kind=${kind}&demo=${demo}`, { method: 'POST' });
    }
    const entries = await served.truth(5);
    const runs = new Map<string | undefined, string>(
      entries.map(({ initiation, run = '' }) => [initiation, run]),
    );
    const start = (initiation: string) =>
      page.heard
        .map(payloadOf)
        .find(
          ({ runId, stream, isHeartbeat, spawnedBy }) =>
            stream === 'lifecycle' &&
            (runId === runs.get(initiation) || isHeartbeat === true || spawnedBy === sessionKey) &&
            entries.some((entry) => entry.run === runId && entry.initiation === initiation),
        );
    expect(start('heartbeat')).toMatchObject({ isHeartbeat: true, sessionKey });
    expect(start('schedule')?.['sessionKey']).toMatch(/^agent:main:cron:.+:run:/);
    expect(start('sub-agent')?.['sessionKey']).toMatch(/^agent:main:subagent:/);
    expect(start('elsewhere')).toMatchObject({ sessionKey });
    expect(start('elsewhere')).not.toHaveProperty('isHeartbeat');
    page.close();
  });

  it('stops when told, and goes on when the page only leaves', async () => {
    const client = await connect();
    send(client, 'stopped', endless);
    await client.hear(chatOf('stopped', 'delta'));
    const params = { sessionKey, runId: 'stopped' };
    client.send({ type: 'req', id: 'stop', method: 'chat.abort', params });
    await client.hear(chatOf('stopped', 'aborted'));
    // What was said is written down, by the Gateway and not by a model.
    await client.hear((frame) => JSON.stringify(frame).includes('gateway-injected'));
    expect(callsOf(client, 'stopped')).toEqual([]);
    expect((await served.truth())[0]).toMatchObject({
      outcome: 'aborted',
      connectionClosedAt: null,
    });
    send(client, 'left', { pieces: 40, pace: 5 });
    await client.hear(chatOf('left', 'delta'));
    client.close();
    const [, left] = await served.truth(2);
    expect(left).toMatchObject({ outcome: 'complete', connectionClosedAt: expect.any(Number) });
  });

  it('refuses, fails, garbles and breaks off', async () => {
    const client = await connect();
    send(client, 'refused', { ...quick, refuse: '429' });
    await client.hear(chatOf('refused', 'error'));
    send(client, 'failed', { ...quick, errorAfter: 3 });
    await client.hear(chatOf('failed', 'error'));
    send(client, 'garbled', { ...quick, garbleAfter: 3 });
    await client.hear(chatOf('garbled', 'final'));
    expect(client.garbled).toHaveLength(1);
    send(client, 'cut', { ...quick, cutAfter: 3 });
    await until(() => client.closed);
    expect((await served.truth(4)).map(({ outcome }) => outcome)).toEqual([
      'error',
      'error',
      'complete',
      'error',
    ]);
    for (const run of ['refused', 'failed']) {
      expect(usageOf(callsOf(client, run)[0])).toMatchObject({ input: 0, output: 0 });
    }
  });

  it('says which requests it does not take', async () => {
    const client = await connect();
    client.send({ type: 'req', id: 'odd', method: 'sessions.dance' });
    client.send({ type: 'req', id: 'bare', method: 'chat.send', params: {} });
    for (const id of ['odd', 'bare']) {
      expect(await client.hear((frame) => frame['id'] === id)).toMatchObject({ ok: false });
    }
    client.send({ type: 'nonsense' });
    await until(() => client.closed);
  });
});
