/** The demo's model server as agents and the services' own pages speak, held to what they send. */
import { ClientFactory } from '@a2a-js/sdk/client';
import { EventType } from '@ag-ui/core';
import { AGUI_MEDIA_TYPE } from '@ag-ui/encoder';
import { decode } from '@ag-ui/proto';
import { Client as McpClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { behave, eventsOf, linesOf, post, quick, serveForTests } from './demo-serving.ts';

const server = serveForTests();
const prompt = 'What should we do first?';
const allTools = ['search_tickets', 'send_email', 'post_chat_message', 'deploy_service'];

describe('the AI SDK’s older stream', () => {
  it('begins each line with what it is, and ends with its usage', async () => {
    const body = { id: 'chat-4', messages: [{ role: 'user', content: prompt, parts: [] }] };
    const response = await post(`${server.url}/api/v4/chat`, body, { act: true });
    expect(response.headers.get('x-vercel-ai-data-stream')).toBe('v1');
    const lines = (await response.text()).trim().split('\n');
    const entry = await server.truth();
    expect(lines.filter((line) => line.startsWith('0:'))).toHaveLength(12);
    expect(lines.filter((line) => line.startsWith('9:'))).toHaveLength(4);
    expect(JSON.parse(lines.at(-1)?.slice(2) ?? '')).toEqual({
      finishReason: 'stop',
      usage: { promptTokens: entry.inputTokens, completionTokens: entry.outputTokens },
    });
    expect(entry).toMatchObject({
      protocol: 'ai-sdk-ui',
      conversation: 'chat-4',
      toolCalls: allTools,
      usageOnWire: true,
    });
  });
});

describe('AG-UI', () => {
  const run = (tools: object[], behaviour: object, accept = 'text/event-stream') =>
    post(
      `${server.url}/ag-ui`,
      {
        threadId: 'thread-8',
        runId: 'run-8',
        messages: [{ id: 'm', role: 'user', content: prompt }],
        tools,
        context: [],
        state: {},
        forwardedProps: {},
      },
      behaviour,
      { accept },
    );

  it('streams events whose usage is the truth', async () => {
    const response = await run([], { act: true, reasoning: 20 });
    const events = (await eventsOf(response)).map(({ data }) => data as { type: string });
    const entry = await server.truth();
    expect(events[0]?.type).toBe('RUN_STARTED');
    expect(events.filter(({ type }) => type === 'TOOL_CALL_RESULT')).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({
      type: 'RUN_FINISHED',
      usage: [
        {
          model: 'northwind-agent',
          inputTokens: entry.inputTokens,
          outputTokens: entry.outputTokens,
          reasoningTokens: 20,
        },
      ],
    });
    expect(entry).toMatchObject({
      protocol: 'ag-ui',
      conversation: 'thread-8',
      toolCalls: allTools,
    });
  });

  it('speaks protobuf to who takes it', async () => {
    const response = await run([], {}, `${AGUI_MEDIA_TYPE}, text/event-stream;q=0.5`);
    expect(response.headers.get('content-type')).toBe(AGUI_MEDIA_TYPE);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const view = new DataView(bytes.buffer);
    const events: ReturnType<typeof decode>[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 4 + view.getUint32(at);
      events.push(decode(bytes.subarray(at + 4, end)));
      at = end;
    }
    const { inputTokens, outputTokens } = await server.truth();
    expect(events.filter(({ type }) => type === EventType.TEXT_MESSAGE_CONTENT)).toHaveLength(12);
    expect(events.at(-1)).toMatchObject({
      type: 'RUN_FINISHED',
      usage: [{ inputTokens, outputTokens }],
    });
  });

  it('leaves the page’s own tools to the page', async () => {
    const tools = [{ name: 'search_tickets', description: '', parameters: {} }];
    const events = await eventsOf(await run(tools, {}));
    const types = events.map(({ data }) => (data as { type: string }).type);
    expect(types).not.toContain('TOOL_CALL_RESULT');
    expect((await server.truth()).toolCalls).toEqual(['search_tickets']);
  });
});

describe('LobeChat', () => {
  it('says in the event’s name what it is', async () => {
    const body = { model: 'atlas', messages: [{ role: 'user', content: prompt }], stream: true };
    const events = await eventsOf(await post(`${server.url}/webapi/chat/openai`, body));
    const entry = await server.truth();
    expect(events.filter(({ event }) => event === 'text')).toHaveLength(12);
    expect(events.at(-2)).toEqual({ event: 'stop', data: '"stop"' });
    expect(events.at(-1)).toMatchObject({
      event: 'usage',
      data: { totalInputTokens: entry.inputTokens, totalOutputTokens: entry.outputTokens },
    });
    expect(entry).toMatchObject({ protocol: 'lobechat', model: 'atlas', usageOnWire: true });
  });
});

describe('chat-ui', () => {
  it('takes a form and answers in lines', async () => {
    const form = new FormData();
    form.set('data', JSON.stringify({ inputs: prompt, id: 'm-1', is_retry: false }));
    const response = await fetch(`${server.url}/conversation/c-3`, {
      method: 'POST',
      headers: behave({ ...quick, act: true }),
      body: form,
    });
    expect(response.headers.get('content-type')).toBe('application/jsonl');
    const lines = (await linesOf(response)) as { type: string; subtype?: string; token?: string }[];
    expect(lines.filter(({ subtype }) => subtype === 'call')).toHaveLength(4);
    const tokens = lines.flatMap(({ token }) => token ?? []);
    expect(tokens).toHaveLength(12);
    for (const token of tokens) expect(token.length).toBeGreaterThanOrEqual(16);
    expect(await server.truth()).toMatchObject({
      protocol: 'hf-chat-ui',
      model: 'northwind-agent',
      conversation: 'c-3',
      toolCalls: allTools,
      usageOnWire: false,
    });
  });
});

describe('the services’ own pages', () => {
  it('claude.ai streams Anthropic’s events without usage', async () => {
    const path = '/api/organizations/org/chat_conversations/conv-5/completion';
    const response = await post(server.url + path, { prompt, model: 'sonata' }, { act: true });
    const text = await response.text();
    expect(text).toContain('event: message_limit');
    expect(text).toContain('"type":"tool_use"');
    expect(text).not.toContain('usage');
    expect(await server.truth()).toMatchObject({
      protocol: 'claude-web',
      model: 'sonata',
      conversation: 'conv-5',
      usageOnWire: false,
      outcome: 'complete',
    });
  });

  it('GitHub Copilot streams content and says when it is complete', async () => {
    const path = '/github/chat/threads/t-6/messages';
    const events = await eventsOf(
      await post(server.url + path, { content: prompt, model: 'atlas', streaming: true }),
    );
    expect(
      events.filter((event) => (event.data as { type: string }).type === 'content'),
    ).toHaveLength(12);
    expect(events.at(-1)?.data).toHaveProperty('type', 'complete');
    const entry = await server.truth();
    expect(entry).toMatchObject({ protocol: 'github-copilot', conversation: 't-6' });
  });
});

describe('over the MCP client', () => {
  const connect = async (behaviour: object = {}) => {
    const client = new McpClient({ name: 'test', version: '1' });
    const requestInit = { headers: behave({ ...quick, ...behaviour }) };
    const url = new URL(`${server.url}/mcp`);
    // Its types were made without exactOptionalPropertyTypes.
    const transport = new StreamableHTTPClientTransport(url, { requestInit }) as object;
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    return client;
  };

  it('lists tools with what they do, which asks no model', async () => {
    const { tools } = await (await connect()).listTools();
    expect(tools.map(({ name }) => name)).toEqual(allTools);
    expect(tools[0]?.annotations).toEqual({ readOnlyHint: true });
    expect(tools[3]?.annotations).toMatchObject({ destructiveHint: true });
    expect(server.entries()).toEqual([]);
  });

  it('calls a tool, which counts no tokens', async () => {
    const client = await connect();
    const { content } = await client.callTool({ name: 'send_email', arguments: { to: 'team' } });
    expect(content).toHaveLength(1);
    expect(await server.truth()).toMatchObject({
      protocol: 'mcp',
      model: null,
      inputTokens: 0,
      outputTokens: 0,
      toolCalls: ['send_email'],
      outcome: 'complete',
    });
  });

  it.each([{ errorAfter: 3 }, { refuse: '500' }])('fails with %o', async (behaviour) => {
    // The refusal meets whatever it asks first that is an exchange: the call.
    const client = await connect(behaviour);
    await expect(client.callTool({ name: 'send_email' })).rejects.toThrow();
    expect((await server.truth()).outcome).toBe('error');
  });
});

describe('over the A2A client', () => {
  it('streams the parts of an artifact, in both versions', async () => {
    const client = await new ClientFactory().createFromUrl(server.url);
    const message = {
      messageId: 'm-1',
      contextId: 'ctx-2',
      taskId: '',
      role: 1,
      parts: [
        {
          content: { $case: 'text' as const, value: prompt },
          metadata: undefined,
          filename: '',
          mediaType: '',
        },
      ],
      metadata: undefined,
      extensions: [],
      referenceTaskIds: [],
    };
    const params = { tenant: '', message, configuration: undefined, metadata: undefined };
    const kinds: string[] = [];
    for await (const { payload } of client.sendMessageStream(params)) {
      if (payload) kinds.push(payload.$case);
    }
    expect(kinds.slice(0, 3)).toEqual(['task', 'statusUpdate', 'artifactUpdate']);
    expect(kinds.at(-1)).toBe('statusUpdate');
    expect(await client.sendMessage(params)).toHaveProperty('status');
    const legacy = await post(`${server.url}/a2a`, {
      jsonrpc: '2.0',
      id: 7,
      method: 'message/stream',
      params: {
        message: { kind: 'message', contextId: 'ctx-2', parts: [{ kind: 'text', text: prompt }] },
      },
    });
    const last = (await eventsOf(legacy)).at(-1)?.data;
    expect(last).toMatchObject({ id: 7, result: { kind: 'status-update', final: true } });
    for (const index of [0, 1, 2]) {
      expect(await server.truth(index)).toMatchObject({
        protocol: 'a2a',
        conversation: 'ctx-2',
        outcome: 'complete',
      });
    }
  });
});
