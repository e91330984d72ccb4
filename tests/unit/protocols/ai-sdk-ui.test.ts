import { describe, expect, it } from 'vitest';
import { aiSdkUi } from '../../../core/protocols/ai-sdk-ui.ts';
import { everyday } from '../../../core/protocols/everyday.ts';
import { http } from '../../../core/protocols/pack-http.ts';
import { recognise } from '../../../core/protocols/recognise.ts';
import { decode, decodesSoundly, essence, post } from './reading.ts';
import { aiSdkStream } from './wire.ts';

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
    expect(
      recognise(post('/anything', body), [...everyday.protocols, ...http.protocols]),
    ).toMatchObject({
      protocol: aiSdkUi,
      asked: { turn: 'prompt', conversation: 'chat-1', text: ['Hi'] },
    });
  });

  decodesSoundly(aiSdkUi, aiSdkStream);
});
