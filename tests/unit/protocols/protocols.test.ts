import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aiSdkUi } from '../../../core/protocols/ai-sdk-ui.ts';
import { recognise } from '../../../core/protocols/all.ts';
import { anthropicMessages } from '../../../core/protocols/anthropic-messages.ts';
import { openaiChat } from '../../../core/protocols/openai-chat.ts';
import { type Answer, type Protocol, UNREAD } from '../../../core/protocols/protocol.ts';
import { aiSdkStream, anthropicStream, json, openaiStream, sse } from './wire.ts';

const decode = (protocol: Protocol, ...pieces: Uint8Array[]): Answer => {
  const decoder = protocol.decoder();
  for (const piece of pieces) decoder.feed(piece);
  return decoder.end();
};

/** What counts of an answer: pieces of text may be cut anywhere, the text itself may not change. */
const essence = (answer: Answer) => ({ ...answer, text: answer.text.join('') });

describe('OpenAI Chat Completions', () => {
  it('reads model, usage, tool calls and the end of a stream', () => {
    expect(essence(decode(openaiChat, openaiStream))).toEqual({
      model: 'gpt-5-2026-08-07',
      ending: 'finished',
      usage: { inputTokens: 120, outputTokens: 34, cachedInputTokens: 64, reasoningTokens: 8 },
      text: 'Grüße aus 東京send_email{"to":"a"}search_tickets{}',
      toolCalls: [
        { id: 'call_1', name: 'send_email' },
        { id: 'call_2', name: 'search_tickets' },
      ],
      malformed: 0,
    });
  });

  it('reads an answer that was not streamed', () => {
    const answer = decode(
      openaiChat,
      json({
        model: 'gpt-5',
        choices: [{ index: 0, message: { content: 'Yes.' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 9, completion_tokens: 3 },
      }),
    );
    expect(answer).toMatchObject({ model: 'gpt-5', ending: 'finished', text: ['Yes.'] });
    expect(answer.usage).toMatchObject({ inputTokens: 9, outputTokens: 3 });
  });

  it('leaves usage open when the stream was cut', () => {
    const answer = decode(openaiChat, openaiStream.subarray(0, 400));
    expect(answer.ending).toBe('open');
    expect(answer.usage.outputTokens).toBeUndefined();
  });

  it('says that it failed when an error comes mid-stream', () => {
    expect(decode(openaiChat, sse({ error: { message: 'overloaded' } })).ending).toBe('failed');
  });

  it('knows a prompt from results of tools, and which calls they answer', () => {
    const read = (messages: object[]) =>
      openaiChat.read({ path: '/v1/chat/completions', body: { model: 'm', messages } });
    const prompt = { role: 'user', content: [{ type: 'text', text: 'Hi' }] };
    expect(read([prompt])).toMatchObject({ turn: 'prompt', answers: [], text: ['Hi'] });
    expect(
      read([
        prompt,
        { role: 'assistant', content: null, tool_calls: [{ id: 'call_1' }, { id: 'call_2' }] },
        { role: 'tool', tool_call_id: 'call_1', content: 'a' },
        { role: 'tool', tool_call_id: 'call_2', content: 'b' },
      ]),
    ).toMatchObject({ turn: 'tool-results', answers: ['call_1', 'call_2'], messages: 4 });
  });
});

describe('Anthropic Messages', () => {
  it('reads a stream, with cached input counted as input', () => {
    expect(essence(decode(anthropicMessages, anthropicStream))).toEqual({
      model: 'claude-opus-5',
      ending: 'finished',
      usage: {
        inputTokens: 100,
        outputTokens: 41,
        cachedInputTokens: 75,
        reasoningTokens: undefined,
      },
      text: 'Guten Tag ☀deploy_service{"a":1}',
      toolCalls: [{ id: 'toolu_1', name: 'deploy_service' }],
      malformed: 0,
    });
  });

  it('does not take the figure a stream opens with for its output', () => {
    const answer = decode(anthropicMessages, anthropicStream.subarray(0, 300));
    expect(answer.usage).toMatchObject({ inputTokens: 100 });
    expect(answer.usage.outputTokens).toBeUndefined();
  });

  it('reads a whole message and an error', () => {
    const message = {
      type: 'message',
      model: 'claude-opus-5',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 3, output_tokens: 2 },
    };
    expect(decode(anthropicMessages, json(message))).toMatchObject({
      ending: 'finished',
      text: ['Hi'],
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    expect(decode(anthropicMessages, json({ type: 'error', error: {} })).ending).toBe('failed');
  });

  it('knows results of tools', () => {
    const content = [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done' }];
    expect(
      anthropicMessages.read({
        path: '/v1/messages',
        body: { model: 'm', system: 'Be kind.', messages: [{ role: 'user', content }] },
      }),
    ).toMatchObject({ turn: 'tool-results', answers: ['toolu_1'], text: ['Be kind.', 'done'] });
  });
});

describe('AI SDK UI message stream', () => {
  it('reads text, tools and the end', () => {
    expect(essence(decode(aiSdkUi, aiSdkStream))).toMatchObject({
      ending: 'finished',
      text: 'Hello wörldpost_chat_message{"channel":"x"}',
      toolCalls: [{ id: 'call-9', name: 'post_chat_message' }],
      usage: { inputTokens: undefined, outputTokens: undefined },
    });
  });

  it('is recognised by its request alone', () => {
    const body = {
      id: 'chat-1',
      trigger: 'submit-message',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
    };
    expect(recognise({ path: '/anything', body })).toMatchObject({
      protocol: aiSdkUi,
      asked: { turn: 'prompt', conversation: 'chat-1', text: ['Hi'] },
    });
  });
});

describe('every protocol', () => {
  const streams = [
    [openaiChat, openaiStream],
    [anthropicMessages, anthropicStream],
    [aiSdkUi, aiSdkStream],
  ] as const;

  it.each(streams)('gives the same answer for any chunks of the same bytes', (protocol, bytes) => {
    const whole = essence(decode(protocol, bytes));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        expect(essence(decode(protocol, ...pieces))).toEqual(whole);
      }),
    );
  });

  it.each(streams)('never throws, whatever comes', (protocol, bytes) => {
    fc.assert(
      fc.property(
        fc.nat(bytes.length),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(bytes.length),
        (keep, junk, skip) => {
          decode(protocol, bytes.subarray(0, keep), junk, bytes.subarray(skip));
        },
      ),
    );
  });

  it.each(streams)('survives deep nesting, huge numbers and wrong types', (protocol) => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const hostile = sse(
      deep,
      `{"choices":${deep}}`,
      '{"choices":[{"delta":{"content":{"text":7},"tool_calls":[{"index":1e999,"id":7}]}}]}',
      '{"type":"message_start","message":{"usage":{"input_tokens":-1,"output_tokens":1e400}}}',
      '{"type":"tool-input-available","toolCallId":{},"toolName":[]}',
      '{"usage":{"prompt_tokens":"12","completion_tokens":1.5}}',
      'null',
      '"',
    );
    const answer = decode(protocol, hostile);
    expect(answer.ending).toBe('open');
    expect(answer.malformed).toBeGreaterThan(0);
    expect(answer.usage.inputTokens).toBeUndefined();
  });

  it('counts an event that is too large as malformed instead of holding it', () => {
    const decoder = openaiChat.decoder();
    const piece = new TextEncoder().encode(`data: ${'x'.repeat(1_000_000)}`);
    for (let times = 0; times < 8; times += 1) decoder.feed(piece);
    expect(decoder.end().malformed).toBeGreaterThan(0);
  });

  it('is known by its path where the body could not be read', () => {
    const known = (path: string) => recognise({ path, body: UNREAD })?.protocol.name;
    expect(known('/v1/chat/completions')).toBe('openai-chat');
    expect(known('/v1/messages')).toBe('anthropic-messages');
    expect(known('/upload')).toBeUndefined();
  });

  it('leaves requests alone that are none', () => {
    for (const body of [undefined, null, 7, [], {}, { messages: [] }, { messages: 'x' }]) {
      expect(recognise({ path: '/api/rows', body })).toBeNull();
    }
  });
});
