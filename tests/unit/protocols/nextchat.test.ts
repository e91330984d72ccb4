import { describe, expect, it } from 'vitest';
import { everyday } from '../../../core/protocols/everyday.ts';
import { http } from '../../../core/protocols/pack-http.ts';
import { recognise } from '../../../core/protocols/recognise.ts';
import { post } from './reading.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const model = 'some-model';
const asked = { model, turn: 'prompt', text: ['Hi'] };

/** NextChat speaks its providers' own protocols, under paths of its own. */
describe('NextChat', () => {
  it.each([
    ['/api/openai/v1/chat/completions', { model, messages, stream: true }, 'openai-chat'],
    ['/api/anthropic/v1/messages', { model, messages, stream: true }, 'anthropic-messages'],
    [
      `/api/google/v1beta/models/${model}:streamGenerateContent`,
      { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], generationConfig: {} },
      'gemini',
    ],
  ])('is recognised under %s', (path, body, name) => {
    const protocols = [...everyday.protocols, ...http.protocols];
    const found = recognise(post(path, body), protocols);
    expect([found?.protocol.name, found?.asked]).toMatchObject([name, asked]);
    expect(found?.protocol.endpoint?.(path)).toBe(true);
  });
});
