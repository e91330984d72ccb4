/** The demo's model server against more clients that services ship: what they are told is the truth. */
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { GoogleGenAI } from '@google/genai';
import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { behave, quick, serveForTests } from './demo-serving.ts';

const server = serveForTests();
const prompt = 'What should we do first?';
const said = ['Begin with the hardest part.', 'Make it shorter.'] as const;
const toolNames = ['search_tickets', 'send_email'];
const schema = { type: 'object' as const, properties: {} };
const broken = [
  ['refuses', { refuse: '429' }],
  ['cuts the connection', { cutAfter: 4 }],
  ['sends an error', { errorAfter: 4 }],
  ['sends what is no JSON', { garbleAfter: 4 }],
] as const;

describe('over the openai client, by responses', () => {
  const client = () =>
    new OpenAI({ apiKey: 'none', maxRetries: 0, baseURL: `${server.url}/v1` }).responses;
  const input = [
    { role: 'user' as const, content: prompt },
    { role: 'assistant' as const, content: said[0] },
    { role: 'user' as const, content: said[1] },
  ];

  it('streams an answer whose usage is the truth', async () => {
    const stream = client().stream(
      { model: 'atlas', input, instructions: 'Be brief.', conversation: 'conv_1' },
      { headers: behave({ ...quick, reasoning: 20 }) },
    );
    let heard = '';
    stream.on('response.output_text.delta', ({ delta }) => {
      heard += delta;
    });
    const answer = await stream.finalResponse();
    const entry = await server.truth();
    expect(heard.length).toBeGreaterThan(100);
    expect(answer.output_text).toBe(heard);
    expect(answer.usage).toMatchObject({
      input_tokens: entry.inputTokens,
      input_tokens_details: { cached_tokens: entry.cachedInputTokens },
      output_tokens: entry.outputTokens,
      output_tokens_details: { reasoning_tokens: 20 },
    });
    expect(entry).toMatchObject({
      protocol: 'openai-responses',
      model: 'atlas',
      conversation: 'conv_1',
      streamed: true,
      outcome: 'complete',
    });
    expect(entry.cachedInputTokens).toBeGreaterThan(0);
  });

  it('answers in one piece, and calls tools until their results are in', async () => {
    const tools = toolNames.map((name) => ({
      type: 'function' as const,
      name,
      parameters: { ...schema },
      strict: false,
    }));
    const items: OpenAI.Responses.ResponseInput = [{ role: 'user', content: prompt }];
    const ask = async () => {
      const headers = behave(quick);
      const answer = await client().create({ model: 'atlas', input: items, tools }, { headers });
      const calls = answer.output.filter((item) => item.type === 'function_call');
      for (const call of calls) {
        items.push(call, { type: 'function_call_output', call_id: call.call_id, output: 'Done.' });
      }
      return calls.map(({ name }) => name);
    };
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
      ['search_tickets'],
      ['send_email', 'post_chat_message'],
      ['deploy_service'],
      [],
    ]);
    expect(server.entries().map(({ streamed }) => streamed)).toEqual(Array(4).fill(false));
  });

  it.each(broken)('%s', async (_, behaviour) => {
    const stream = client().stream(
      { model: 'atlas', input },
      { headers: behave({ ...quick, ...behaviour }) },
    );
    await expect(stream.finalResponse()).rejects.toThrow();
  });
});

describe('over the @google/genai client', () => {
  const models = (behaviour: object) =>
    new GoogleGenAI({
      apiKey: 'none',
      httpOptions: { baseUrl: server.url, headers: behave(behaviour) },
    }).models;
  const contents = [
    { role: 'user', parts: [{ text: prompt }] },
    { role: 'model', parts: [{ text: said[0] }] },
    { role: 'user', parts: [{ text: said[1] }] },
  ];
  const model = 'gemini-lite';

  it('streams an answer whose usage is the truth', async () => {
    const stream = await models({ ...quick, reasoning: 20 }).generateContentStream({
      model,
      contents,
    });
    let text = '';
    let last;
    for await (const chunk of stream) {
      text += chunk.text ?? '';
      last = chunk;
    }
    const entry = await server.truth();
    expect(text.length).toBeGreaterThan(100);
    expect(last?.usageMetadata).toEqual({
      promptTokenCount: entry.inputTokens,
      cachedContentTokenCount: entry.cachedInputTokens,
      candidatesTokenCount: entry.outputTokens - 20,
      thoughtsTokenCount: 20,
      totalTokenCount: entry.inputTokens + entry.outputTokens,
    });
    expect(entry).toMatchObject({ protocol: 'gemini', model, streamed: true, outcome: 'complete' });
  });

  it('answers in one piece, with calls', async () => {
    const tools = [{ functionDeclarations: toolNames.map((name) => ({ name })) }];
    const answer = await models(quick).generateContent({ model, contents, config: { tools } });
    const entry = await server.truth();
    expect(answer.functionCalls?.map(({ name }) => name)).toEqual(['search_tickets']);
    expect(answer.usageMetadata?.candidatesTokenCount).toBe(entry.outputTokens);
    expect(entry).toMatchObject({ streamed: false, toolCalls: ['search_tickets'] });
  });

  it('streams one JSON array where the query does not ask for events', async () => {
    const path = `/v1beta/models/${model}:streamGenerateContent`;
    const ask = (behaviour: object) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: behave({ ...quick, ...behaviour }),
        body: JSON.stringify({ contents }),
      });
    const whole = await ask({});
    expect(whole.headers.get('content-type')).toContain('application/json');
    const chunks = (await whole.json()) as { usageMetadata: { totalTokenCount: number } }[];
    const { inputTokens, outputTokens } = await server.truth();
    expect(chunks.at(-1)?.usageMetadata.totalTokenCount).toBe(inputTokens + outputTokens);
    for (const errorAfter of [0, 3]) {
      const failed = (await (await ask({ errorAfter })).json()) as object[];
      expect(failed).toHaveLength(errorAfter + 1);
      expect(failed.at(-1)).toHaveProperty('error.status', 'UNAVAILABLE');
    }
    await expect((await ask({ garbleAfter: 2 })).json()).rejects.toThrow('JSON');
  });

  it.each(broken)('%s', async (_, behaviour) => {
    const reading = (async () => {
      const streaming = models({ ...quick, ...behaviour });
      for await (const __ of await streaming.generateContentStream({ model, contents }));
    })();
    await expect(reading).rejects.toThrow();
    expect(server.entries()).toHaveLength(1);
  });
});

describe('over the Bedrock client', () => {
  const modelId = 'anthropic.sonata-v1:0';
  const bedrock = (behaviour: object) => {
    const client = new BedrockRuntimeClient({
      endpoint: server.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
      // As in browsers; in Node it would insist on HTTP/2.
      requestHandler: new FetchHttpHandler(),
    });
    const tell = (next: (args: { request: unknown; input: object }) => Promise<never>) =>
      ((args: { request: { headers: Record<string, string> }; input: object }) => {
        Object.assign(args.request.headers, behave(behaviour));
        return next(args);
      }) as typeof next;
    client.middlewareStack.add(tell as never, { step: 'build' });
    return client;
  };
  const messages = [
    { role: 'user' as const, content: [{ text: prompt }] },
    { role: 'assistant' as const, content: [{ text: said[0] }] },
    { role: 'user' as const, content: [{ text: said[1] }] },
  ];

  it('streams a converse whose usage is the truth', async () => {
    const { stream } = await bedrock(quick).send(new ConverseStreamCommand({ modelId, messages }));
    let text = '';
    let usage;
    for await (const event of stream ?? []) {
      text += event.contentBlockDelta?.delta?.text ?? '';
      usage = event.metadata?.usage ?? usage;
    }
    const entry = await server.truth();
    expect(text.length).toBeGreaterThan(100);
    expect(usage).toMatchObject({
      inputTokens: entry.inputTokens - entry.cachedInputTokens,
      cacheReadInputTokens: entry.cachedInputTokens,
      outputTokens: entry.outputTokens,
    });
    expect(entry).toMatchObject({ protocol: 'bedrock', model: modelId, outcome: 'complete' });
  });

  it('converses in one piece, with calls', async () => {
    const tools = toolNames.map((name) => ({ toolSpec: { name, inputSchema: { json: schema } } }));
    const answer = await bedrock(quick).send(
      new ConverseCommand({ modelId, messages, toolConfig: { tools } }),
    );
    const entry = await server.truth();
    expect(answer.stopReason).toBe('tool_use');
    expect(answer.output?.message?.content?.[0]?.toolUse?.name).toBe('search_tickets');
    expect(answer.usage?.outputTokens).toBe(entry.outputTokens);
    expect(entry).toMatchObject({ streamed: false, toolCalls: ['search_tickets'] });
  });

  const body = JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 100,
    messages: [{ role: 'user', content: prompt }],
  });

  it('streams what the provider’s own protocol says', async () => {
    const answer = await bedrock(quick).send(
      new InvokeModelWithResponseStreamCommand({ modelId, body, contentType: 'application/json' }),
    );
    const events: { type: string; usage?: object }[] = [];
    for await (const { chunk } of answer.body ?? []) {
      events.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)) as { type: string });
    }
    const entry = await server.truth();
    expect(events[0]?.type).toBe('message_start');
    expect(events.at(-1)).toMatchObject({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { outputTokenCount: entry.outputTokens },
    });
    expect(entry).toMatchObject({ protocol: 'bedrock', model: modelId, streamed: true });
  });

  it('answers an invocation in one piece', async () => {
    const answer = await bedrock(quick).send(
      new InvokeModelCommand({ modelId, body, contentType: 'application/json' }),
    );
    const { usage } = JSON.parse(answer.body.transformToString()) as {
      usage: { output_tokens: number };
    };
    const entry = await server.truth();
    expect(usage.output_tokens).toBe(entry.outputTokens);
    expect(entry).toMatchObject({ model: modelId, streamed: false });
  });

  it.each(broken)('%s', async (_, behaviour) => {
    const reading = (async () => {
      const command = new ConverseStreamCommand({ modelId, messages });
      const { stream } = await bedrock({ ...quick, ...behaviour }).send(command);
      for await (const __ of stream ?? []);
    })();
    await expect(reading).rejects.toThrow();
    expect(server.entries()).toHaveLength(1);
  });
});

describe('over the ollama client', () => {
  const model = 'llama-small';
  const ollama = (behaviour: object) =>
    new Ollama({ host: server.url, headers: behave(behaviour) });
  const messages = [{ role: 'user', content: prompt }];

  it('streams a chat whose usage is the truth', async () => {
    const stream = await ollama(quick).chat({ model, messages, stream: true });
    let text = '';
    let last;
    for await (const part of stream) {
      text += part.message.content;
      last = part;
    }
    const entry = await server.truth();
    expect(text.length).toBeGreaterThan(100);
    expect(last).toMatchObject({
      done: true,
      prompt_eval_count: entry.inputTokens,
      eval_count: entry.outputTokens,
    });
    expect(entry).toMatchObject({ protocol: 'ollama', model, streamed: true, outcome: 'complete' });
  });

  it('calls tools, and answers in one piece', async () => {
    const tools = toolNames.map((name) => ({ type: 'function', function: { name } }));
    const answer = await ollama(quick).chat({ model, messages, tools, stream: false });
    const entry = await server.truth();
    expect(answer.message.tool_calls?.map((call) => call.function.name)).toEqual(entry.toolCalls);
    expect(entry).toMatchObject({ streamed: false, toolCalls: ['search_tickets'] });
  });

  it('generates, streamed unless told otherwise', async () => {
    const answer = await ollama(quick).generate({ model, prompt });
    expect(answer.eval_count).toBe((await server.truth()).outputTokens);
    const path = '/ollama/api/generate';
    const body = JSON.stringify({ model, prompt });
    const asked = await fetch(server.url + path, { method: 'POST', headers: behave(quick), body });
    expect((await asked.text()).trim().split('\n')).toHaveLength(13);
    expect(server.entries().map(({ streamed }) => streamed)).toEqual([false, true]);
  });

  // It warns of a line that is no JSON, and reads on.
  it.each(broken.slice(0, 3))('%s', async (_, behaviour) => {
    const reading = (async () => {
      const client = ollama({ ...quick, ...behaviour });
      for await (const __ of await client.chat({ model, messages, stream: true }));
    })();
    await expect(reading).rejects.toThrow();
    expect(server.entries()).toHaveLength(1);
  });
});
