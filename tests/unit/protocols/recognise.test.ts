import { describe, expect, it } from 'vitest';
import { everyday } from '../../../core/protocols/everyday.ts';
import { http } from '../../../core/protocols/pack-http.ts';
import { recognise } from '../../../core/protocols/recognise.ts';
import { UNREAD } from '../../../core/protocols/protocol.ts';
import { post } from './reading.ts';

describe('recognising a protocol', () => {
  it('is known by its path where the body could not be read', () => {
    const known = (path: string) =>
      recognise(post(path, UNREAD), [...everyday.protocols, ...http.protocols])?.protocol.name;
    expect(known('/v1/chat/completions')).toBe('openai-chat');
    expect(known('/v1/messages')).toBe('anthropic-messages');
    expect(known('/upload')).toBeUndefined();
  });

  it('leaves requests alone that are none', () => {
    for (const body of [undefined, null, 7, [], {}, { messages: [] }, { messages: 'x' }]) {
      expect(recognise(post('/api/rows', body), everyday.protocols)).toBeNull();
    }
  });
});
