/** The demo's answers that change transport midway, as their clients meet them. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { dial, type Frame } from './socket-client.ts';
import { eventsOf, post, serveTests } from './truth-of-test.ts';
import { until } from '../until.ts';

const served = serveTests();
const quick = { pieces: 6, pace: 0 };
const slow = { pieces: 60, pace: 5 };
const endless = { pieces: 5_000, pace: 1 };
const messages = [{ role: 'user', content: 'What now?' }];

type Data = Record<string, unknown>;

describe('Open WebUI', () => {
  interface Told {
    chat_id: string;
    message_id: string;
    data: { type: string; data?: Data } | string;
  }

  async function open(transport: 'websocket' | 'polling') {
    const socket: Socket = io(served.url, {
      path: '/ws/socket.io/',
      transports: [transport],
      reconnection: false,
    });
    const told: Told[] = [];
    socket.on('events', (event: Told) => told.push(event));
    await until(() => socket.connected);
    const ask = (id: string, behaviour: object) => {
      const task = { chat_id: 'chat-1', id, session_id: socket.id };
      const body = { model: 'owui-1', stream: true, messages, ...task };
      return post(`${served.url}/api/chat/completions`, body, behaviour);
    };
    const completions = () =>
      told.flatMap(({ data }) =>
        typeof data === 'object' && data.type === 'chat:completion' ? [data.data ?? {}] : [],
      );
    const done = () => completions().find((data) => data['done'] === true);
    return { socket, told, ask, completions, done };
  }

  it.each(['websocket', 'polling'] as const)('answers over %s what was posted', async (way) => {
    const { socket, told, ask, completions, done } = await open(way);
    const answer = await ask('m1', quick);
    expect(await answer.json()).toEqual({ status: true, task_id: expect.any(String) });
    await until(done);
    const [entry] = await served.truth();
    expect(entry).toMatchObject({
      protocol: 'open-webui',
      model: 'owui-1',
      outcome: 'complete',
      usageOnWire: true,
      conversation: 'chat-1',
      run: 'm1',
    });
    expect(told.every((one) => one.chat_id === 'chat-1' && one.message_id === 'm1')).toBe(true);
    expect(completions().find(({ usage }) => usage !== undefined)?.['usage']).toMatchObject({
      prompt_tokens: entry?.inputTokens,
      completion_tokens: entry?.outputTokens,
    });
    socket.disconnect();
  });

  it('answers in the response itself where no session is named', async () => {
    const body = { model: 'owui-1', stream: true, messages };
    const events = await eventsOf(await post(`${served.url}/api/chat/completions`, body, quick));
    const whole = await post(
      `${served.url}/api/chat/completions`,
      { ...body, stream: false },
      quick,
    );
    const [streamed, answered] = await served.truth(2);
    const usage = { completion_tokens: streamed?.outputTokens };
    expect(events.at(-1)).toMatchObject({ usage: expect.objectContaining(usage) });
    expect(await whole.json()).toMatchObject({
      usage: { prompt_tokens: answered?.inputTokens, completion_tokens: answered?.outputTokens },
    });
    expect(answered).toMatchObject({ streamed: false, outcome: 'complete', chunksSent: 1 });
  });

  it('stops a task that is told to, and finishes one whose page leaves', async () => {
    const { socket, told, ask } = await open('websocket');
    const { task_id } = (await (await ask('m2', endless)).json()) as { task_id: string };
    await until(() => told.length > 3);
    await post(`${served.url}/api/tasks/stop/${task_id}`, {});
    await served.truth();
    await until(() => told.some(({ data }) => JSON.stringify(data).includes('cancel')));
    await ask('m3', slow);
    await until(() => told.some(({ message_id }) => message_id === 'm3'));
    socket.disconnect();
    const [stopped, left] = await served.truth(2);
    expect(stopped).toMatchObject({ outcome: 'aborted', usageOnWire: false });
    expect(left).toMatchObject({ outcome: 'complete', connectionClosedAt: expect.any(Number) });
  });

  it('tells of a task that no page asked for', async () => {
    const { socket, done } = await open('websocket');
    const demo = encodeURIComponent(JSON.stringify(quick));
    await post(`${served.url}/open-webui/start?demo=${demo}`, {});
    await until(done);
    expect((await served.truth())[0]).toMatchObject({ initiation: 'schedule' });
    socket.disconnect();
  });

  it('refuses, fails, calls tools and breaks off', async () => {
    const { socket, told, ask, done } = await open('websocket');
    expect((await ask('m4', { refuse: '429' })).status).toBe(429);
    await ask('m5', { ...quick, errorAfter: 3 });
    await until(() => told.some(({ data }) => JSON.stringify(data).includes(':error')));
    await ask('m6', { ...quick, act: true });
    await until(done);
    await ask('m7', { ...quick, garbleAfter: 2, cutAfter: 3 });
    await until(() => socket.disconnected);
    expect(told.some(({ data }) => typeof data === 'string')).toBe(true);
    const entries = await served.truth(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual(['error', 'error', 'complete', 'error']);
    expect(entries[2]?.toolCalls).toHaveLength(4);
  });
});

describe('LibreChat', () => {
  const body = { text: 'What now?', model: 'libre-1', conversationId: null };
  const chat = (behaviour: object, query = '') =>
    post(`${served.url}/api/agents/chat/agents${query}`, body, behaviour);
  const stream = async (behaviour: object) => {
    const { streamId } = (await (await chat(behaviour)).json()) as { streamId: string };
    return `${served.url}/api/agents/chat/stream/${streamId}`;
  };
  const usagesOf = (events: Data[]) =>
    events.filter(({ event }) => event === 'on_token_usage').map(({ data }) => data as Data);

  it('starts in one request and answers in another', async () => {
    const events = await eventsOf(await fetch(await stream(quick)));
    const [entry] = await served.truth();
    expect(events[0]).toMatchObject({ created: true });
    expect(events.at(-1)).toMatchObject({ final: true });
    expect(usagesOf(events)).toMatchObject([
      { input_tokens: entry?.inputTokens, output_tokens: entry?.outputTokens, model: 'libre-1' },
    ]);
    expect(entry).toMatchObject({ protocol: 'librechat', outcome: 'complete', usageOnWire: true });
  });

  it('tells one usage for each of an agent’s model calls', async () => {
    const events = await eventsOf(await fetch(await stream({ ...quick, act: true })));
    const entries = await served.truth(4);
    expect(usagesOf(events).map((usage) => usage['output_tokens'])).toEqual(
      entries.map(({ outputTokens }) => outputTokens),
    );
    const steps = events.filter(({ event }) => event === 'on_run_step');
    expect(JSON.stringify(steps)).toContain('deploy_service');
    expect(new Set(entries.map(({ run }) => run)).size).toBe(1);
  });

  it('tells a listener that comes back the same usage under the same ids', async () => {
    const address = await stream({ ...slow, act: true });
    const first = new AbortController();
    const early = await fetch(address, { signal: first.signal });
    await early.body?.getReader().read();
    first.abort();
    const again = await eventsOf(await fetch(`${address}?resume=true`));
    const late = await eventsOf(await fetch(`${address}?resume=true`));
    const entries = await served.truth(4);
    expect(again[0]).toMatchObject({ sync: true });
    for (const events of [again, late]) {
      const ids = usagesOf(events).map(({ runId, seq }) => `${String(runId)}:${String(seq)}`);
      expect(ids).toEqual([1, 2, 3, 4].map((seq) => `${entries[0]?.run}:${seq}`));
      expect(events.at(-1)).toMatchObject({ final: true });
    }
  });

  it('tells a listener that comes back each word once', async () => {
    const address = await stream(slow);
    const first = new AbortController();
    const early = await fetch(address, { signal: first.signal });
    await until(() => (served.entries()[0]?.chunksSent ?? 0) > 10);
    await early.body?.getReader().read();
    first.abort();
    const events = await eventsOf(await fetch(`${address}?resume=true`));
    type Content = { text: string }[];
    const { resumeState } = events[0] as { resumeState: { aggregatedContent: Content } };
    const later = events
      .filter(({ event }) => event === 'on_message_delta')
      .map(({ data }) => (data as { delta: { content: Content } }).delta.content[0]?.text);
    const final = events.at(-1) as { responseMessage: { content: Content } };
    const told = [resumeState.aggregatedContent[0]?.text, ...later];
    expect(told.length).toBeGreaterThan(5);
    expect(told.join('')).toBe(final.responseMessage.content[0]?.text);
  });

  it('streams in the POST as older servers do, without telling the usage', async () => {
    const events = await eventsOf(await chat(quick, '?resumable=false'));
    expect(usagesOf(events)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ final: true });
    expect((await served.truth())[0]).toMatchObject({ usageOnWire: false, outcome: 'complete' });
  });

  it('stops, refuses, fails and breaks off', async () => {
    const address = await stream(endless);
    const listening = eventsOf(await fetch(address));
    const streamId = address.split('/').at(-1);
    await post(`${served.url}/api/agents/chat/abort`, { streamId });
    expect((await listening).at(-1)).toMatchObject({ final: true, aborted: true });
    expect((await chat({ refuse: '500' })).status).toBe(500);
    const failed = await (await fetch(await stream({ ...quick, errorAfter: 3 }))).text();
    expect(failed).toContain('event: error');
    const cut = await fetch(await stream({ ...slow, cutAfter: 30 }));
    await expect(cut.text()).rejects.toThrow();
    const entries = await served.truth(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual(['aborted', 'error', 'error', 'error']);
    expect((await fetch(`${served.url}/api/agents/chat/stream/none`)).status).toBe(404);
  });
});

describe('an EventSource', () => {
  /** What a browser does: reads, and asks again with the last id where the connection broke. */
  async function listen(query: Record<string, string>, signal?: AbortSignal) {
    const address = `${served.url}/events/chat?${new URLSearchParams(query)}`;
    const events: { id?: string | undefined; data: string }[] = [];
    let connections = 0;
    for (;;) {
      const last = events.at(-1)?.id;
      const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
      const response = await fetch(address, { headers, ...(signal ? { signal } : {}) });
      connections += 1;
      if (response.status !== 200) return { events, connections, status: response.status };
      const read = response.body
        ?.pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      try {
        for await (const event of read ?? []) {
          events.push(event);
          if (event.data === '[DONE]') return { events, connections, status: 200 };
        }
      } catch {
        if (signal?.aborted === true) return { events, connections, status: 0 };
      }
    }
  }
  const demo = (behaviour: object) => ({ prompt: 'What now?', demo: JSON.stringify(behaviour) });

  it('hears one answer in chunks', async () => {
    const { events, connections } = await listen(demo(quick));
    const [entry] = await served.truth();
    expect(connections).toBe(1);
    expect(entry).toMatchObject({ protocol: 'openai-chat', outcome: 'complete' });
    expect(events.at(-2)?.data).toContain(`"completion_tokens":${entry?.outputTokens}`);
  });

  it.each([
    ['goes on from where it was', {}, 0],
    ['is told all of it again', { replay: '1' }, 4],
  ])('comes back after a break and %s, within one exchange', async (_, query, repeated) => {
    const { events, connections } = await listen({ ...demo({ ...quick, cutAfter: 4 }), ...query });
    const [entry, ...others] = await served.truth();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ outcome: 'complete', usageOnWire: true });
    expect(connections).toBe(2);
    expect(events.length - new Set(events.map(({ id }) => id)).size).toBe(repeated);
  });

  it('is told when there is nothing more', async () => {
    const headers = { 'last-event-id': 'demo-0:3' };
    expect((await fetch(`${served.url}/events/chat`, { headers })).status).toBe(204);
    expect(served.entries()).toEqual([]);
  });

  it('is refused, and ends an answer by leaving', async () => {
    expect((await listen(demo({ refuse: '429' }))).status).toBe(429);
    const leave = new AbortController();
    const listening = listen(demo(endless), leave.signal);
    await until(() => (served.entries()[1]?.chunksSent ?? 0) > 5);
    leave.abort();
    await listening;
    const [, left] = await served.truth(2);
    expect(left).toMatchObject({ outcome: 'aborted', connectionClosedAt: expect.any(Number) });
  });
});

describe('n8n’s editor', () => {
  const workflow = () => `${served.url}/rest/workflows/w1/run`;
  const dataOf = (frame: Frame) => frame['data'] as Data;
  const over = ({ type }: Frame) => type === 'executionFinished';

  /** What the frames say the model used. */
  const usagesOf = (heard: Frame[]) =>
    heard
      .filter(
        ({ type, data }) =>
          type === 'nodeExecuteAfterData' && JSON.stringify(data).includes('tokenUsage'),
      )
      .map((frame) => /"completionTokens":(\d+)/.exec(JSON.stringify(frame))?.[1])
      .map(Number);

  it.each([
    ['manual', 'page'],
    ['chat', 'page'],
    ['trigger', 'schedule'],
    ['webhook', 'webhook'],
  ])('is told of a %s execution in which the model was asked', async (mode, initiation) => {
    const editor = await dial(`${served.url}/rest/push?pushRef=ref-1`);
    if (initiation === 'page') await post(workflow(), { chatInput: 'What now?', mode }, quick);
    else {
      const demo = encodeURIComponent(JSON.stringify(quick));
      await post(`${served.url}/n8n/start?mode=${mode}&demo=${demo}`, {});
    }
    await editor.hear(over);
    const [entry] = await served.truth();
    expect(entry).toMatchObject({ protocol: 'n8n', initiation, outcome: 'complete' });
    const started = editor.heard.find(({ type }) => type === 'executionStarted');
    expect(dataOf(started ?? {})).toMatchObject({ executionId: entry?.run, mode });
    expect(usagesOf(editor.heard)).toEqual([entry?.outputTokens]);
    // What a node put out comes in binary frames, as from n8n itself.
    const outputs = editor.heard.filter(({ type }) => type === 'nodeExecuteAfterData');
    expect(editor.binary).toBe(outputs.length);
    editor.close();
  });

  it('runs an agent node by node', async () => {
    const editor = await dial(`${served.url}/rest/push?pushRef=ref-1`);
    await post(workflow(), {}, { ...quick, act: true });
    await editor.hear(over);
    const entries = await served.truth(4);
    expect(usagesOf(editor.heard)).toEqual(entries.map(({ outputTokens }) => outputTokens));
    const nodes = editor.heard
      .filter(({ type }) => type === 'nodeExecuteAfter')
      .map((frame) => dataOf(frame)['nodeName']);
    expect(nodes).toContain('deploy_service');
    editor.close();
  });

  it('stops, refuses, fails, and is left', async () => {
    const editor = await dial(`${served.url}/rest/push?pushRef=ref-2`);
    const started = await (await post(workflow(), {}, endless)).json();
    const { executionId } = (started as { data: { executionId: string } }).data;
    await post(`${served.url}/rest/executions/${executionId}/stop`, {});
    await editor.hear((frame) => over(frame) && dataOf(frame)['status'] === 'canceled');
    await post(workflow(), {}, { refuse: '429' });
    await post(workflow(), {}, { ...quick, errorAfter: 2 });
    await served.truth(3);
    const headers = { 'push-ref': 'ref-2', 'x-demo': JSON.stringify(slow) };
    await fetch(workflow(), { method: 'POST', headers, body: '{}' });
    editor.close();
    const entries = await served.truth(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual([
      'aborted',
      'error',
      'error',
      'complete',
    ]);
    expect(entries[3]?.connectionClosedAt).not.toBeNull();
  });
});

describe('ChatGPT’s page', () => {
  const ask = (behaviour: object, query = '') =>
    post(
      `${served.url}/backend-api/f/conversation${query}`,
      {
        action: 'next',
        model: 'web-1',
        messages: [{ content: { content_type: 'text', parts: ['What now?'] } }],
      },
      behaviour,
    );

  /** The answer put together from the patches, a bare value going on where the last one was. */
  function textOf(events: Data[]): string {
    let path = '';
    let text = '';
    for (const { p, v } of events) {
      if (typeof p === 'string') path = p;
      if (path === '/message/content/parts/0' && typeof v === 'string') text += v;
    }
    return text;
  }

  it('is sent patches, with a model and without usage', async () => {
    const events = await eventsOf(await ask(quick));
    expect(textOf(events).length).toBeGreaterThan(50);
    expect(JSON.stringify(events)).toContain('"resolved_model_slug":"web-1"');
    expect(JSON.stringify(events)).toContain('resume_conversation_token');
    expect(events.at(-1)).toMatchObject({ type: 'message_stream_complete' });
    expect((await served.truth())[0]).toMatchObject({
      protocol: 'chatgpt-web',
      model: 'web-1',
      usageOnWire: false,
      outcome: 'complete',
    });
  });

  it('is handed to a socket, where the same comes event by event', async () => {
    const [handoff] = await eventsOf(await ask(slow, '?handoff=1'));
    expect(handoff).toMatchObject({ type: 'stream_handoff' });
    const [option] = (handoff ?? {})['options'] as { topic_id: string }[];
    const topic_id = option?.topic_id;
    const socket = await dial(`${served.url}/backend-api/ws`);
    socket.send([{ id: 1, command: { type: 'subscribe', topic_id } }]);
    interface Message {
      payload?: { payload: { encoded_item: string } };
    }
    const said = () =>
      (socket.heard.flat() as Message[])
        .map(({ payload }) => payload?.payload.encoded_item ?? '')
        .join('');
    await until(() => said().includes('[DONE]'));
    const events = await eventsOf(new Response(said()));
    expect(textOf(events).length).toBeGreaterThan(50);
    expect(await served.truth()).toHaveLength(1);
    socket.close();
  });

  it('calls tools, stops, refuses and fails', async () => {
    expect(JSON.stringify(await eventsOf(await ask({ ...quick, act: true })))).toContain(
      '"recipient":"deploy_service"',
    );
    const [handoff] = await eventsOf(await ask(endless, '?handoff=1'));
    const { conversation_id } = handoff ?? {};
    await post(`${served.url}/backend-api/stop_conversation`, { conversation_id });
    await served.truth(2);
    expect((await ask({ refuse: '429' })).status).toBe(429);
    expect((await eventsOf(await ask({ ...quick, errorAfter: 3 }))).at(-1)).toMatchObject({
      type: 'error',
    });
    const entries = await served.truth(4);
    expect(entries[0]?.toolCalls).toHaveLength(4);
    expect(entries.map(({ outcome }) => outcome)).toEqual([
      'complete',
      'aborted',
      'error',
      'error',
    ]);
  });
});
