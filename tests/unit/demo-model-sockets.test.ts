/** The demo's models over a socket of their own, as their clients meet them. */
import { HubConnectionBuilder, HttpTransportType, LogLevel } from '@microsoft/signalr';
import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { describe, expect, it } from 'vitest';
import { dial } from './socket-client.ts';
import { serveTests } from './truth-of-test.ts';
import { until } from '../until.ts';

const served = serveTests();
const quick = { pieces: 6, pace: 0 };
const endless = { pieces: 5_000, pace: 1 };
const inQuery = (behaviour: object) => `demo=${encodeURIComponent(JSON.stringify(behaviour))}`;

describe('the Responses API over a socket', () => {
  const create = (demo: object, more: object = {}) => ({
    type: 'response.create',
    model: 'resp-1',
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'What now?' }] }],
    demo,
    ...more,
  });
  const address = (query = '') => `${served.url}/v1/responses?${query}`;

  it('answers the client people ship', async () => {
    const client = new OpenAI({ apiKey: 'none', maxRetries: 0, baseURL: `${served.url}/v1` });
    const socket = new ResponsesWS(client);
    const done = new Promise<OpenAI.Responses.Response>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('response.completed', ({ response }) => resolve(response));
    });
    socket.send({ type: 'response.create', model: 'resp-1', input: 'What now?' });
    const { usage, model, output } = await done;
    const [entry] = await served.truth();
    expect(entry).toMatchObject({ protocol: 'openai-responses', outcome: 'complete', model });
    expect(usage).toMatchObject({
      input_tokens: entry?.inputTokens,
      output_tokens: entry?.outputTokens,
      total_tokens: (entry?.inputTokens ?? 0) + (entry?.outputTokens ?? 0),
    });
    expect(output[0]).toMatchObject({ type: 'message' });
    socket.close();
  });

  it('takes the behaviour from the address or the message, and calls tools', async () => {
    const client = await dial(address(inQuery({ ...quick, act: true, reasoning: 7 })));
    client.send(create({}, { demo: undefined }));
    const { response } = await client.hear(({ type }) => type === 'response.completed');
    const [entry] = await served.truth();
    expect(entry?.toolCalls).toHaveLength(4);
    expect(entry?.reasoningTokens).toBe(7);
    expect(JSON.stringify(response)).toContain('deploy_service');
    client.close();
  });

  it('answers twice at once on lanes of their own', async () => {
    const client = await dial(address());
    const paced = { pieces: 20, pace: 2 };
    client.send(create(paced, { stream_id: 'one' }));
    client.send(create(paced, { stream_id: 'two' }));
    for (const lane of ['one', 'two']) {
      const done = await client.hear(
        ({ type, stream_id }) => type === 'response.completed' && stream_id === lane,
      );
      expect(done).toBeDefined();
    }
    expect(await served.truth(2)).toHaveLength(2);
    client.close();
  });

  it('sends the same in binary frames', async () => {
    const client = await dial(address('binary=1'));
    client.send(create(quick));
    await client.hear(({ type }) => type === 'response.completed');
    expect(client.binary).toBe(client.heard.length);
    client.close();
  });

  it('refuses, fails, garbles, breaks off, and ends when the client goes', async () => {
    const client = await dial(address());
    client.send(create({ refuse: '429' }));
    await client.hear(({ type, status }) => type === 'error' && status === 429);
    client.send(create({ ...quick, errorAfter: 4 }));
    await client.hear(({ type, code }) => type === 'error' && code === 'server_error');
    client.send(create({ ...quick, garbleAfter: 4 }));
    await client.hear(({ type }) => type === 'response.completed');
    expect(client.garbled).toHaveLength(1);
    client.send({ type: 'nonsense' });
    await client.hear(({ status }) => status === 400);
    client.send(create({ ...quick, cutAfter: 4 }));
    await until(() => client.closed);
    const leaving = await dial(address());
    leaving.send(create(endless));
    await leaving.hear(({ type }) => type === 'response.output_text.delta');
    leaving.close();
    const entries = await served.truth(5);
    expect(entries.map(({ outcome }) => outcome)).toEqual([
      'error',
      'error',
      'complete',
      'error',
      'aborted',
    ]);
    const broken = entries.map(({ connectionClosedAt }) => connectionClosedAt !== null);
    expect(broken).toEqual([false, false, false, true, true]);
  });
});

describe('the Copilot of companies', () => {
  interface Update {
    messages: { text: string }[];
  }

  async function connect() {
    const connection = new HubConnectionBuilder()
      .withUrl(`${served.url}/m365Copilot/Chathub/me@company?variants=x`, {
        skipNegotiation: true,
        transport: HttpTransportType.WebSockets,
        accessTokenFactory: () => 'secret-access-token',
      })
      .configureLogging(LogLevel.None)
      .build();
    const updates: Update[] = [];
    connection.on('update', (update: Update) => updates.push(update));
    await connection.start();
    const ask = (demo: object) => {
      const asked = { message: { author: 'user', text: 'What now?' }, demo };
      const told = { items: 0, ended: false, failed: '' };
      const stopping = connection.stream('chat', asked).subscribe({
        next: () => (told.items += 1),
        complete: () => (told.ended = true),
        error: (error: Error) => (told.failed = error.message),
      });
      return { told, stopping };
    };
    return { connection, updates, ask };
  }

  it('streams to the client people ship, with neither model nor usage', async () => {
    const { connection, updates, ask } = await connect();
    const { told } = ask(quick);
    await until(() => told.ended);
    expect(updates).toHaveLength(6);
    expect(told.items).toBe(1);
    expect((await served.truth())[0]).toMatchObject({
      protocol: 'm365-copilot',
      model: null,
      usageOnWire: false,
      outcome: 'complete',
    });
    await connection.stop();
  });

  it('stops when told, refuses, fails and breaks off', async () => {
    const { connection, updates, ask } = await connect();
    const { stopping } = ask(endless);
    await until(() => updates.length > 3);
    stopping.dispose();
    await served.truth();
    for (const demo of [{ refuse: '429' }, { ...quick, errorAfter: 2 }]) {
      const { told } = ask(demo);
      await until(() => told.failed !== '');
    }
    const closed = new Promise((resolve) => connection.onclose(resolve));
    ask({ ...quick, cutAfter: 2 });
    await closed;
    const entries = await served.truth(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual(['aborted', 'error', 'error', 'error']);
  });

  it('shows the door to what is no message of the hub', async () => {
    const client = await dial(`${served.url}/m365Copilot/Chathub/x`);
    client.send({ odd: true });
    await until(() => client.closed);
    expect(served.entries()).toEqual([]);
  });
});

describe('the Copilot of everyone', () => {
  const address = (query = '') => `${served.url}/c/api/chat?api-version=2&${query}`;
  const ask = (demo: object, conversationId = 'conv-1') => ({
    event: 'send',
    conversationId,
    content: [{ type: 'text', text: 'What now?' }],
    mode: 'chat',
    demo,
  });

  it.each([
    ['text', ''],
    ['binary', 'binary=1'],
  ])('appends text until it is done, in %s frames', async (kind, query) => {
    const client = await dial(address(query));
    client.send(ask(quick));
    await client.hear(({ event }) => event === 'done');
    expect(client.heard.filter(({ event }) => event === 'appendText')).toHaveLength(6);
    expect(client.binary).toBe(kind === 'binary' ? client.heard.length : 0);
    expect((await served.truth())[0]).toMatchObject({
      protocol: 'copilot',
      model: null,
      usageOnWire: false,
      conversation: 'conv-1',
    });
    client.close();
  });

  it('stops when told, refuses, fails, and ends when the client goes', async () => {
    const client = await dial(address());
    client.send(ask(endless));
    await client.hear(({ event }) => event === 'appendText');
    client.send({ event: 'stop', conversationId: 'conv-1' });
    await served.truth();
    client.send(ask({ refuse: '429' }));
    await client.hear(({ errorCode }) => errorCode === 'throttled');
    client.send(ask({ ...quick, errorAfter: 3 }));
    await client.hear(({ errorCode }) => errorCode === 'server-error');
    client.send({ event: 'dance' });
    await client.hear(({ errorCode }) => errorCode === 'invalid-event');
    client.send(ask(endless, 'conv-2'));
    await client.hear(
      ({ event, conversationId }) => event === 'appendText' && conversationId === 'conv-2',
    );
    client.close();
    const entries = await served.truth(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual(['aborted', 'error', 'error', 'aborted']);
  });
});

describe('an address nobody listens at', () => {
  it('opens no socket', async () => {
    const client = await dial(`${served.url}/nothing/here`);
    expect(client.closed).toBe(true);
  });
});
