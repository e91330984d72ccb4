import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../core/protocols/openai-chat.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { json, openaiStream, sse } from './wire.ts';

describe('OpenAI Chat Completions', () => {
  it('reads model, usage, tool calls and the end of a stream', () => {
    expect(essence(decode(openaiChat, openaiStream))).toMatchObject({
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
      openaiChat.read(post('/v1/chat/completions', { model: 'm', messages }));
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

  it('counts an event that is too large as malformed instead of holding it', () => {
    const decoder = openaiChat.decoder(null);
    const piece = new TextEncoder().encode(`data: ${'x'.repeat(1_000_000)}`);
    for (let times = 0; times < 8; times += 1) decoder.feed(piece);
    expect(decoder.end().malformed).toBeGreaterThan(0);
  });

  decodesSoundly(openaiChat, openaiStream);
});
