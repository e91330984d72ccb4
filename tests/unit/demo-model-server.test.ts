/** The demo's model server against the clients people ship: what they see is what the truth says. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic, { APIError as AnthropicError } from '@anthropic-ai/sdk';
import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai';
import OpenAI, { APIError as OpenAIError } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../demo/model-server/model-server.ts';
import { serve } from '../../demo/serve.ts';
import { until } from '../until.ts';

let server: ModelServer;
let openai: OpenAI;
let anthropic: Anthropic;
let folder: string;
let served: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-server-'));
  server = await startModelServer(folder, 0, join(folder, 'truth.ndjson'));
  const key = { apiKey: 'none', maxRetries: 0 };
  openai = new OpenAI({ ...key, baseURL: `${server.url}/v1` });
  anthropic = new Anthropic({ ...key, baseURL: server.url });
});
beforeEach(() => {
  served = server.truth.entries.length;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const behave = (behaviour: object) => ({ headers: { 'x-demo': JSON.stringify(behaviour) } });
const quick = { pieces: 12, pace: 0 };
const endless = { pieces: 5_000, pace: 1 };
const messages = [{ role: 'user' as const, content: 'What should we do first?' }];
const conversation = [
  ...messages,
  { role: 'assistant' as const, content: 'Begin with the hardest part.' },
  { role: 'user' as const, content: 'Make it shorter.' },
];

/** The one exchange of this test, once the server has seen it to its end. */
function truth() {
  return until(() => {
    const entry = server.truth.entries[served];
    return entry?.endedAt == null ? undefined : entry;
  });
}

describe('over the openai client', () => {
  const model = 'atlas';

  it('streams an answer whose usage is the truth', async () => {
    const stream = await openai.chat.completions.create(
      { model, messages: conversation, stream: true, stream_options: { include_usage: true } },
      behave(quick),
    );
    let text = '';
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage;
    }
    const entry = await truth();
    expect(text.length).toBeGreaterThan(100);
    expect(entry.cachedInputTokens).toBeGreaterThan(0);
    expect(usage).toEqual({
      prompt_tokens: entry.inputTokens,
      completion_tokens: entry.outputTokens,
      total_tokens: entry.inputTokens + entry.outputTokens,
      prompt_tokens_details: { cached_tokens: entry.cachedInputTokens },
      completion_tokens_details: { reasoning_tokens: 0 },
    });
    expect(entry).toMatchObject({
      protocol: 'openai-chat',
      model,
      streamed: true,
      usageOnWire: true,
      outcome: 'complete',
    });
  });

  it('keeps the usage of a stream to itself unless asked', async () => {
    const stream = await openai.chat.completions.create(
      { model, messages, stream: true },
      behave(quick),
    );
    for await (const chunk of stream) expect(chunk).not.toHaveProperty('usage');
    expect(await truth()).toMatchObject({ usageOnWire: false, outcome: 'complete' });
  });

  it('answers in one piece, with reasoning counted into the output', async () => {
    const answer = await openai.chat.completions.create(
      { model, messages },
      behave({ ...quick, reasoning: 64 }),
    );
    const entry = await truth();
    expect(answer.usage?.prompt_tokens).toBe(entry.inputTokens);
    expect(answer.usage?.completion_tokens).toBe(entry.outputTokens);
    expect(answer.usage?.completion_tokens_details?.reasoning_tokens).toBe(64);
    expect(entry).toMatchObject({ reasoningTokens: 64, streamed: false, usageOnWire: true });
  });

  it('calls tools until their results are in, its arguments split over chunks', async () => {
    const tools = ['search_tickets', 'send_email'].map((name) => ({
      type: 'function' as const,
      function: { name, parameters: { type: 'object', properties: {} } },
    }));
    const turns: OpenAI.ChatCompletionMessageParam[] = [...messages];
    const called: string[] = [];
    for (let step = 0; step < 9; step += 1) {
      const stream = openai.chat.completions.stream({ model, messages: turns, tools });
      const answer = (await stream.finalChatCompletion()).choices[0]?.message;
      const calls = (answer?.tool_calls ?? []).filter((call) => call.type === 'function');
      if (answer === undefined || calls.length === 0) break;
      turns.push(answer);
      for (const call of calls) {
        expect(() => JSON.parse(call.function.arguments) as unknown).not.toThrow();
        called.push(call.function.name);
        turns.push({ role: 'tool', tool_call_id: call.id, content: 'Done.' });
      }
    }
    const run = server.truth.entries.slice(served);
    expect(run).toHaveLength(4);
    expect(called).toEqual(run.flatMap(({ toolCalls }) => toolCalls));
    expect(called).toContain('post_chat_message');
    expect(run.at(-1)?.toolCalls).toEqual([]);
  });

  it.each(['429', '500'])('refuses with %s as the service does', async (refuse) => {
    const refused = openai.chat.completions.create({ model, messages }, behave({ refuse }));
    const error = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OpenAIError);
    expect(error).toMatchObject({ status: Number(refuse), type: expect.any(String) });
    const entry = await truth();
    expect([entry.outcome, entry.inputTokens, entry.outputTokens]).toEqual(['error', 0, 0]);
  });

  it('notices at once when the client goes, and counts what it had sent', async () => {
    const stop = new AbortController();
    const stream = await openai.chat.completions.create(
      { model, messages, stream: true },
      { ...behave(endless), signal: stop.signal },
    );
    let chunks = 0;
    for await (const _ of stream) {
      chunks += 1;
      if (chunks === 5) break;
    }
    const left = Date.now();
    stop.abort();
    const entry = await truth();
    expect(entry.outcome).toBe('aborted');
    expect(entry.chunksSent).toBeGreaterThanOrEqual(5);
    expect(entry.outputTokens).toBeGreaterThan(0);
    expect(entry.outputTokens).toBeLessThan(1_000);
    expect(entry.connectionClosedAt).toBe(entry.endedAt);
    expect((entry.connectionClosedAt ?? Infinity) - left).toBeLessThan(200);
  });

  it('notices when the client goes before a whole answer came', async () => {
    const stop = new AbortController();
    const answer = openai.chat.completions.create(
      { model, messages },
      { ...behave({ pace: 10_000 }), signal: stop.signal },
    );
    const gone = expect(answer).rejects.toThrow('aborted');
    await until(() => server.truth.entries.length > served);
    stop.abort();
    await gone;
    expect(await truth()).toMatchObject({ outcome: 'aborted', outputTokens: 0, chunksSent: 0 });
  });

  it.each([
    ['before the headers', 0],
    ['in the midst', 6],
  ])('cuts the connection %s', async (_, cutAfter) => {
    let chunks = 0;
    const reading = (async () => {
      const stream = await openai.chat.completions.create(
        { model, messages, stream: true },
        behave({ ...quick, cutAfter }),
      );
      for await (const __ of stream) chunks += 1;
    })();
    await expect(reading).rejects.toThrow();
    expect(chunks).toBe(cutAfter);
    const entry = await truth();
    expect(entry).toMatchObject({ outcome: 'error', chunksSent: cutAfter });
    await until(() => entry.connectionClosedAt !== null);
  });

  it('cuts a whole answer in two', async () => {
    const answer = openai.chat.completions.create(
      { model, messages },
      behave({ ...quick, cutAfter: 1 }),
    );
    await expect(answer).rejects.toThrow();
    expect(await truth()).toMatchObject({ outcome: 'error', outputTokens: 0, usageOnWire: false });
  });

  it.each([
    ['an error', { errorAfter: 4 }],
    ['what is no JSON', { garbleAfter: 4 }],
  ])('sends %s in the midst of a stream', async (_, behaviour) => {
    const stream = await openai.chat.completions.create(
      { model, messages, stream: true },
      behave({ ...quick, ...behaviour }),
    );
    const reading = (async () => {
      for await (const __ of stream);
    })();
    await expect(reading).rejects.toThrow();
  });
});

describe('over the anthropic client', () => {
  const model = 'sonata';
  const request = { model, messages, max_tokens: 1_000 };

  it('streams an answer whose usage is the truth, cached input told apart', async () => {
    const stream = anthropic.messages.stream(
      { ...request, messages: conversation, system: [{ type: 'text', text: 'Be brief.' }] },
      behave(quick),
    );
    const { usage, content } = await stream.finalMessage();
    const entry = await truth();
    expect(content[0]?.type).toBe('text');
    expect(entry.cachedInputTokens).toBeGreaterThan(0);
    expect(usage).toMatchObject({
      input_tokens: entry.inputTokens - entry.cachedInputTokens,
      cache_read_input_tokens: entry.cachedInputTokens,
      output_tokens: entry.outputTokens,
    });
    expect(entry).toMatchObject({ protocol: 'anthropic-messages', model, outcome: 'complete' });
  });

  it('counts a system prompt the same as text and as blocks', async () => {
    const text = 'You are a careful colleague.';
    await anthropic.messages.create({ ...request, system: text }, behave(quick));
    await anthropic.messages.create(
      { ...request, system: [{ type: 'text', text }] },
      behave(quick),
    );
    const [first, second] = server.truth.entries.slice(served);
    expect(first?.inputTokens).toBeGreaterThan(0);
    expect(second?.inputTokens).toBe(first?.inputTokens);
  });

  it('answers in one piece', async () => {
    const { usage, stop_reason } = await anthropic.messages.create(request, behave(quick));
    const entry = await truth();
    expect(stop_reason).toBe('end_turn');
    expect(usage.output_tokens).toBe(entry.outputTokens);
    expect(entry).toMatchObject({ streamed: false, usageOnWire: true });
  });

  it('calls tools, its input split over chunks, and reads their results in blocks', async () => {
    const tools = [{ name: 'search_tickets', input_schema: { type: 'object' as const } }];
    const stream = anthropic.messages.stream({ ...request, tools }, behave(quick));
    const answer = await stream.finalMessage();
    const call = answer.content.find((block) => block.type === 'tool_use');
    expect(answer.stop_reason).toBe('tool_use');
    expect(call?.input).toEqual({ query: expect.any(String) });
    const result = (text: string) =>
      anthropic.messages.create(
        {
          ...request,
          tools,
          messages: [
            ...messages,
            { role: 'assistant', content: answer.content },
            {
              role: 'user',
              content: [
                {
                  type: 'tool_result',
                  tool_use_id: call?.id ?? '',
                  content: [{ type: 'text', text }],
                },
              ],
            },
          ],
        },
        behave(quick),
      );
    const next = await result('Two open incidents.');
    await result('Two open incidents, and a good deal more to read about each of them.');
    const [first, second, third] = server.truth.entries.slice(served);
    expect(first?.toolCalls).toEqual(['search_tickets']);
    expect(next.content.map((block) => block.type)).toEqual(['tool_use', 'tool_use']);
    expect(second?.toolCalls).toEqual(['send_email', 'post_chat_message']);
    expect(third?.inputTokens).toBeGreaterThan(second?.inputTokens ?? Infinity);
  });

  it.each(['429', '500'])('refuses with %s as the service does', async (refuse) => {
    const refused = anthropic.messages.create(request, behave({ refuse }));
    const error = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AnthropicError);
    expect(error).toMatchObject({ status: Number(refuse), error: { type: 'error' } });
    expect(await truth()).toMatchObject({ outcome: 'error', inputTokens: 0 });
  });

  it('notices at once when the client goes', async () => {
    const stream = anthropic.messages.stream(request, behave(endless));
    const gone = expect(stream.done()).rejects.toThrow('aborted');
    let pieces = 0;
    stream.on('text', () => {
      pieces += 1;
      if (pieces === 5) stream.abort();
    });
    await gone;
    const entry = await truth();
    expect(entry).toMatchObject({ outcome: 'aborted', usageOnWire: false });
    expect(entry.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ['cuts the connection', { cutAfter: 6 }],
    ['sends an error', { errorAfter: 6 }],
    ['sends what is no JSON', { garbleAfter: 6 }],
  ])('%s in the midst of a stream', async (_, behaviour) => {
    const stream = anthropic.messages.stream(request, behave({ ...quick, ...behaviour }));
    await expect(stream.done()).rejects.toThrow();
  });
});

describe('over the AI SDK', () => {
  const prompt: UIMessage[] = [
    { id: '1', role: 'user', parts: [{ type: 'text', text: 'What should we do first?' }] },
  ];

  async function chat(behaviour: object, signal?: AbortSignal) {
    const transport = new DefaultChatTransport({ api: `${server.url}/api/chat` });
    const stream = await transport.sendMessages({
      trigger: 'submit-message',
      chatId: 'c1',
      messageId: undefined,
      messages: prompt,
      abortSignal: signal,
      ...behave(behaviour),
    });
    const chunks: UIMessageChunk[] = [];
    for await (const chunk of stream) {
      if (chunk.type === 'error') throw new Error(chunk.errorText);
      chunks.push(chunk);
    }
    let last: UIMessage | undefined;
    const heard = new ReadableStream<UIMessageChunk>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    for await (const message of readUIMessageStream({ stream: heard })) {
      last = message;
    }
    return last?.parts ?? [];
  }

  it('streams an answer, with neither model nor usage on the wire', async () => {
    const parts = await chat(quick);
    expect(parts.map(({ type }) => type)).toEqual(['step-start', 'text']);
    const entry = await truth();
    expect(entry).toMatchObject({
      protocol: 'ai-sdk-ui',
      model: null,
      streamed: true,
      usageOnWire: false,
      outcome: 'complete',
    });
    expect(entry.outputTokens).toBeGreaterThan(0);
  });

  it('runs its tools by itself within one answer', async () => {
    const parts = await chat({ ...quick, act: true });
    const called = parts
      .filter(({ type }) => type.startsWith('tool-'))
      .map((part) => [part.type.slice('tool-'.length), 'state' in part && part.state]);
    expect(called).toEqual(
      ['search_tickets', 'send_email', 'post_chat_message', 'deploy_service'].map((name) => [
        name,
        'output-available',
      ]),
    );
    expect(parts.at(-1)?.type).toBe('text');
    expect((await truth()).toolCalls).toEqual(called.map(([name]) => name));
  });

  it.each([
    ['refuses', { refuse: '429' }],
    ['cuts the connection', { cutAfter: 6 }],
    ['sends an error', { errorAfter: 6 }],
  ])('%s', async (_, behaviour) => {
    await expect(chat({ ...quick, ...behaviour })).rejects.toThrow();
    expect((await truth()).outcome).toBe('error');
  });

  it('notices at once when the client goes', async () => {
    const stop = new AbortController();
    const reading = chat(endless, stop.signal).catch(() => 'ended');
    await until(() => (server.truth.entries[served]?.chunksSent ?? 0) > 8);
    stop.abort();
    await reading;
    expect((await truth()).outcome).toBe('aborted');
  });
});

describe('around the models', () => {
  it('tells the truth over HTTP and, line by line, in a file', async () => {
    const answer = openai.chat.completions.create({ model: 'filed', messages }, behave(quick));
    await answer;
    const told = (await (await fetch(`${server.url}/truth`)).json()) as unknown;
    expect(told).toEqual(server.truth.entries);
    const lines = await until(async () => {
      const read = (await readFile(join(folder, 'truth.ndjson'), 'utf8')).trim().split('\n');
      return read.length === server.truth.entries.length ? read : undefined;
    });
    const filed = lines.map((line) => JSON.parse(line) as { id: string; model: string | null });
    expect(filed.toSorted((a, b) => Number(a.id.slice(5)) - Number(b.id.slice(5)))).toEqual(told);
  });

  it('gives the same answer in every language for the same request', async () => {
    for (const language of ['en', 'de', 'zh', 'ja', 'code', 'json']) {
      const ask = () =>
        openai.chat.completions.create({ model: 'm', messages }, behave({ language, pace: 0 }));
      const [one, two] = [await ask(), await ask()];
      expect(one.choices[0]?.message.content?.length).toBeGreaterThan(50);
      expect(one.choices[0]?.message).toEqual(two.choices[0]?.message);
    }
  });

  it('is told how to behave by the query too, for who cannot set headers', async () => {
    const demo = new URLSearchParams({ demo: JSON.stringify({ say: 'As you wish.', pace: 0 }) });
    const answer = await fetch(`${server.url}/v1/chat/completions?${demo.toString()}`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages }),
    });
    expect(await answer.text()).toContain('As you wish.');
  });

  it('streams Chinese and Japanese in small pieces, though they have no spaces', async () => {
    for (const language of ['zh', 'ja']) {
      const before = server.truth.entries.length;
      const stream = await openai.chat.completions.create(
        { model: 'm', messages, stream: true },
        behave({ language, pace: 0 }),
      );
      let text = '';
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      const entry = server.truth.entries[before];
      expect(text).not.toMatch(/[a-z]/i);
      expect(entry?.chunksSent).toBeGreaterThan(8);
      expect(entry?.outputTokens).toBeGreaterThan(text.length / 3);
    }
  });

  it('writes a large body no faster than it is read', async () => {
    const bytes = 200_000_000;
    const sent = async () => {
      const report = await fetch(`${server.url}/big/sent?name=slow`);
      return ((await report.json()) as { bytes: number }).bytes;
    };
    const request = get(`${server.url}/big/body?name=slow&bytes=${bytes}`, (response) => {
      response.pause();
    });
    request.on('error', () => {});
    let last = -1;
    await until(async () => {
      const now = await sent();
      const full = now > 0 && now === last;
      last = now;
      return full;
    }, 200);
    expect(last).toBeLessThan(bytes / 4);
    request.destroy();
  });

  it('is reached on loopback only, and gives away its own files only', async () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect((await fetch(`${server.url}/%2e%2e/%2e%2e/package.json`)).status).toBe(404);
    const file = join(folder, 'index.html');
    await writeFile(file, '<!doctype html><title>Here</title>');
    const page = await fetch(`${server.url}/`);
    expect(await page.text()).toContain('Here');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  it('is started by itself with a port and a file for the truth', async () => {
    const file = join(folder, 'alone.ndjson');
    const alone = await serve(['--port', '0', '--truth', file]);
    const client = new OpenAI({ apiKey: 'none', maxRetries: 0, baseURL: `${alone.url}/v1` });
    await client.chat.completions.create({ model: 'alone', messages }, behave(quick));
    await until(async () => (await readFile(file, 'utf8').catch(() => '')).endsWith('\n'));
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(alone.truth.entries[0]);
    await alone.close();
    expect(() => serve(['--nonsense'])).toThrow('nonsense');
  });
});
