import { describe, expect, it } from 'vitest';
import { openedStream } from '../../../core/protocols/opened-stream.ts';
import { decode, decodesSoundly, post } from './reading.ts';
import { sse } from './wire.ts';

const stream = sse(
  { object: 'chat.completion.chunk', model: 'm-1', choices: [{ delta: { content: 'Hi' } }] },
  { object: 'chat.completion.chunk', choices: [{ delta: {}, finish_reason: 'stop' }] },
  '[DONE]',
);

describe('a stream that a page only opens', () => {
  it('is a call where its events are a model’s', () => {
    const answer = decode(openedStream, stream);
    expect(openedStream.counts?.(answer)).toBe(true);
    expect(answer).toMatchObject({ ending: 'finished', model: 'm-1', text: ['Hi'] });
  });

  it('is none where they are anything else', () => {
    const answer = decode(openedStream, sse({ price: 7 }, { content: 'news' }));
    expect(openedStream.counts?.(answer)).toBe(false);
  });

  it('is looked for only behind requests that say nothing', () => {
    expect(openedStream.read({ ...post('/events', undefined), method: 'GET' })).not.toBeNull();
    expect(openedStream.read(post('/events', {}))).toBeNull();
  });

  decodesSoundly(openedStream, stream);
});
