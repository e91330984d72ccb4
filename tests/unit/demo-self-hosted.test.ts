/** The demo's model server as the platforms people host themselves, held to what they send. */
import { Client } from '@langchain/langgraph-sdk';
import { describe, expect, it } from 'vitest';
import { behave, eventsOf, linesOf, post, quick, serveForTests } from './demo-serving.ts';

const server = serveForTests();
const prompt = 'What should we do first?';
const allTools = ['search_tickets', 'send_email', 'post_chat_message', 'deploy_service'];

describe('dify', () => {
  const chat = (body: object = {}, behaviour: object = {}) => {
    const request = { inputs: {}, query: prompt, user: 'u1', conversation_id: 'c-7' };
    return post(`${server.url}/v1/chat-messages`, { ...request, ...body }, behaviour);
  };

  it('streams an answer whose usage is the truth', async () => {
    const events = await eventsOf(await chat({ response_mode: 'streaming' }));
    const entry = await server.truth();
    expect(events.at(-1)?.data).toMatchObject({
      event: 'message_end',
      conversation_id: 'c-7',
      metadata: {
        usage: { prompt_tokens: entry.inputTokens, completion_tokens: entry.outputTokens },
      },
    });
    expect(entry).toMatchObject({
      protocol: 'dify',
      model: null,
      conversation: 'c-7',
      usageOnWire: true,
      outcome: 'complete',
    });
  });

  it('thinks and acts as an agent', async () => {
    const events = await eventsOf(await chat({ response_mode: 'streaming' }, { act: true }));
    const data = events.map((event) => event.data as { event: string; tool?: string });
    const tools = data.filter(({ event }) => event === 'agent_thought').map(({ tool }) => tool);
    expect([...new Set(tools)]).toEqual(allTools);
    expect(data.some(({ event }) => event === 'agent_message')).toBe(true);
    expect((await server.truth()).toolCalls).toEqual(allTools);
  });

  it('answers in one piece, and names the conversation it opens', async () => {
    const answer = (await (
      await chat({ response_mode: 'blocking', conversation_id: '' })
    ).json()) as object;
    const { conversation } = await server.truth();
    expect(conversation).toBeTruthy();
    expect(answer).toMatchObject({ event: 'message', conversation_id: conversation });
  });

  it('runs a workflow, and tells the total alone', async () => {
    const body = { inputs: { topic: prompt }, response_mode: 'streaming', user: 'u1' };
    const events = await eventsOf(await post(`${server.url}/v1/workflows/run`, body));
    const { inputTokens, outputTokens } = await server.truth();
    expect(events.at(-1)?.data).toMatchObject({
      event: 'workflow_finished',
      data: { total_tokens: inputTokens + outputTokens, status: 'succeeded' },
    });
  });
});

describe('flowise', () => {
  const predict = (body: object, behaviour: object = {}) =>
    post(`${server.url}/api/v1/prediction/flow-1`, { question: prompt, ...body }, behaviour);

  it('streams blocks under a line of its own', async () => {
    const response = await predict({ streaming: true, chatId: 'chat-9' }, { act: true });
    expect(await response.clone().text()).toMatch(/^message:\ndata:\{"event":"start"/);
    const events = (await eventsOf(response)).map(
      ({ data }) => data as { event: string; data: unknown },
    );
    const entry = await server.truth();
    const told = Object.fromEntries(events.map(({ event, data }) => [event, data]));
    expect(told['usedTools']).toHaveLength(4);
    expect(told['usageMetadata']).toMatchObject({
      input_tokens: entry.inputTokens,
      output_tokens: entry.outputTokens,
    });
    expect(told['end']).toBe('[DONE]');
    expect(entry).toMatchObject({
      protocol: 'flowise',
      conversation: 'chat-9',
      toolCalls: allTools,
      usageOnWire: true,
    });
  });

  it('answers in one piece unless asked to stream, without usage', async () => {
    expect(await (await predict({})).json()).toHaveProperty('text');
    expect(await server.truth()).toMatchObject({ streamed: false, usageOnWire: false });
  });
});

describe('n8n’s chat', () => {
  const body = { action: 'sendMessage', sessionId: 's-1', chatInput: prompt };
  const path = '/webhook/abc/chat';

  it('streams lines labelled as one document', async () => {
    const response = await post(server.url + path, body, {}, { accept: 'text/plain' });
    expect(response.headers.get('content-type')).toContain('application/json');
    const types = (await linesOf(response)).map((line) => (line as { type: string }).type);
    expect([types[0], types[1], types.at(-1)]).toEqual(['begin', 'item', 'end']);
    const entry = await server.truth();
    expect(entry).toMatchObject({ protocol: 'n8n', conversation: 's-1', usageOnWire: false });
  });

  it('answers in one piece, also to a form and to a GET', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) form.set(name, value);
    const headers = behave(quick);
    const asked = [
      await post(server.url + path, body),
      await fetch(server.url + path, { method: 'POST', headers, body: form }),
      await fetch(`${server.url}${path}?${new URLSearchParams(body).toString()}`, { headers }),
    ];
    for (const answer of asked) expect(await answer.json()).toHaveProperty('output');
    expect(server.entries().map(({ conversation }) => conversation)).toEqual(['s-1', 's-1', 's-1']);
  });

  it('loads what was said before without asking a model', async () => {
    const loading = { action: 'loadPreviousSession', sessionId: 's-1' };
    expect(await (await post(server.url + path, loading)).json()).toEqual({ data: [] });
    expect(server.entries()).toEqual([]);
  });
});

describe('over the LangGraph client', () => {
  const runs = (behaviour: object = {}) => {
    const defaultHeaders = behave({ ...quick, ...behaviour });
    const callerOptions = { maxRetries: 0 };
    return new Client({ apiUrl: server.url, apiKey: null, defaultHeaders, callerOptions });
  };
  const input = { messages: [{ role: 'user', content: prompt }] };

  it('streams messages whose usage together is the truth', async () => {
    const client = runs({ act: true });
    const { thread_id } = await client.threads.create();
    const stream = client.runs.stream(thread_id, 'agent', {
      input,
      streamMode: ['messages-tuple', 'values'],
    });
    let output = 0;
    let text = '';
    let values: unknown;
    for await (const { event, data } of stream) {
      if (event === 'values') values = data;
      if (event !== 'messages') continue;
      const [message] = data;
      if (message.type !== 'tool') text += JSON.stringify(message.content).slice(1, -1);
      const { usage_metadata: usage } = message as { usage_metadata?: { output_tokens: number } };
      output += usage?.output_tokens ?? 0;
    }
    const entry = await server.truth();
    expect(text.length).toBeGreaterThan(100);
    expect(output).toBe(entry.outputTokens);
    expect(JSON.stringify(values)).toContain(text.slice(0, 100));
    expect(entry).toMatchObject({
      protocol: 'langgraph',
      model: 'northwind-agent',
      conversation: thread_id,
      toolCalls: allTools,
      outcome: 'complete',
    });
  });

  it('streams what it holds, longer each time, or each node’s part', async () => {
    const seen: string[] = [];
    const streamMode = ['messages' as const, 'updates' as const];
    for await (const { event } of runs().runs.stream(null, 'agent', { input, streamMode })) {
      seen.push(event);
    }
    expect(seen.at(0)).toBe('metadata');
    expect(seen.filter((event) => event === 'messages/partial')).toHaveLength(13);
    expect(seen.at(-1)).toBe('updates');
  });

  it('waits for a whole answer', async () => {
    const { thread_id } = await runs().threads.create();
    const values = await runs().runs.wait(thread_id, 'agent', { input });
    expect(JSON.stringify(values)).toContain('usage_metadata');
    expect(await server.truth()).toMatchObject({ streamed: false, conversation: thread_id });
  });

  it.each([
    ['refuses', { refuse: '500' }],
    ['sends what is no JSON', { garbleAfter: 3 }],
  ])('%s', async (_, behaviour) => {
    const reading = (async () => {
      for await (const __ of runs(behaviour).runs.stream(null, 'agent', { input }));
    })();
    await expect(reading).rejects.toThrow();
  });

  it('streams a chain of LangServe', async () => {
    const answer = await post(`${server.url}/chain/stream`, { input: { question: prompt } });
    const events = await eventsOf(answer);
    expect(events.at(0)?.event).toBe('metadata');
    const entry = await server.truth();
    expect(events.findLast(({ event }) => event === 'data')?.data).toMatchObject({
      usage_metadata: { input_tokens: entry.inputTokens, output_tokens: entry.outputTokens },
    });
    const whole = await post(`${server.url}/chain/invoke`, { input: prompt });
    expect(await whole.json()).toHaveProperty('output.content');
  });
});
