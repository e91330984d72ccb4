import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAdapters } from '../../../core/sites/adapter.ts';
import { draftAdapter } from '../../../core/sites/adapter-draft.ts';
import { joinOutlines, outlineOf } from '../../../core/sites/outline.ts';
import { bareContentType, Sighting } from '../../../core/sites/sighting.ts';
import { pathPattern } from '../../../core/sites/wire-words.ts';

const sighting: Sighting = {
  id: '01980000-0000-7000-8000-000000000001',
  at: 1_795_186_800_000,
  transport: 'fetch',
  method: 'POST',
  path: '/api/ask/*',
  status: 200,
  contentType: 'text/event-stream',
  outcome: { kind: 'under-way' },
  requestOutline: [],
  answerOutline: [],
};

const takes = (changes: object) => Sighting.safeParse({ ...sighting, ...changes }).success;

describe('a sighting', () => {
  it('has no place for text', () => {
    expect(takes({})).toBe(true);
    expect(takes({ text: 'x' })).toBe(false);
    expect(takes({ path: '/a b' })).toBe(false);
    expect(takes({ path: '/a?q=secret' })).toBe(false);
    expect(takes({ contentType: 'text/html; charset=utf-8' })).toBe(false);
    expect(takes({ requestOutline: ['a sentence'] })).toBe(false);
    expect(takes({ answerOutline: Array.from({ length: 61 }, () => 'a') })).toBe(false);
    expect(takes({ outcome: { kind: 'not-counted', reason: 'because of this text' } })).toBe(false);
    expect(takes({ outcome: { kind: 'not-counted', reason: 'no-text' } })).toBe(true);
  });

  it('names the content type without its parameters', () => {
    expect(bareContentType('Text/Event-Stream; charset=utf-8')).toBe('text/event-stream');
    for (const header of [null, '', 'x', 'a b/c', 'a/<b>'])
      expect(bareContentType(header)).toBeNull();
  });
});

describe('the pattern of a path', () => {
  it.each([
    ['/', '/'],
    ['/api/v1/chat/completions', '/api/v1/chat/completions'],
    ['/v1beta/models/gemini-3-pro:streamGenerateContent', '/v1beta/models/*'],
    ['/chats/0198c2d4-77aa-7000-8000-abcdefabcdef/send', '/chats/*/send'],
    ['/orders/1234567/items', '/orders/*/items'],
    ['/users/417', '/users/*'],
    ['/c/deadbeef01', '/c/*'],
    ['/t/V1StGXR8_Z5jdHi6B-myT', '/t/*'],
    ['/search/my%20secret', '/search/*'],
    ['/api/ask?q=my+secret#x', '/api/ask'],
    ['/~anna/b@c.example/a.b', '/*/*/a.b'],
    ['/a/', '/a/'],
    [`/${'a/'.repeat(20)}`, `/${'a/'.repeat(12)}*`],
  ])('of %s is %s', (path, pattern) => {
    expect(pathPattern(path)).toBe(pattern);
  });

  it('always fits a sighting, and is its own pattern', () => {
    const path = fc.oneof(
      fc.webPath(),
      fc.string({ unit: 'binary' }).map((text) => `/${text}`),
    );
    fc.assert(
      fc.property(path, (some) => {
        const pattern = pathPattern(some);
        expect(takes({ path: pattern })).toBe(true);
        expect(pathPattern(pattern)).toBe(pattern);
      }),
    );
  });
});

describe('the outline of a value', () => {
  it('has the names of fields and not what stands in them', () => {
    expect(
      outlineOf({
        model: 'secret',
        messages: [
          { role: 'user', content: 'secret' },
          { role: 'x', parts: [{ text: 'y' }] },
        ],
        'a b': 1,
        'a.b': 1,
        '0198c2d4-77aa-7000-8000-abcdefabcdef': { title: 1 },
        empty: {},
        nothing: null,
      }),
    ).toEqual([
      'model',
      'messages.*.role',
      'messages.*.content',
      'messages.*.parts.*.text',
      '*',
      '*.title',
      'nothing',
    ]);
    expect(outlineOf('secret')).toEqual(['$']);
    expect(outlineOf([])).toEqual([]);
  });

  it('does not show the words of a dictionary', () => {
    const words = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`w${at}`, at]));
    expect(outlineOf({ counts: words })).toEqual(['counts.*']);
  });

  it('always fits a sighting', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 12 }), fc.jsonValue(), (one, two) => {
        const requestOutline = joinOutlines(outlineOf(one), outlineOf(two));
        expect(takes({ requestOutline, answerOutline: outlineOf(one) })).toBe(true);
      }),
    );
    const wide = Array.from({ length: 30 }, (_, at) => [`f${at}`, { a: 1, b: 2, c: [3] }] as const);
    expect(outlineOf(Object.fromEntries(wide))).toHaveLength(60);
  });
});

describe('an adapter begun from a sighting', () => {
  it('guesses where things stand', () => {
    const seen: Sighting = {
      ...sighting,
      requestOutline: ['meta.chatId', 'modelId', 'messages.*.role', 'messages.*.content'],
      answerOutline: ['type', 'delta.text', 'usage.input_tokens', 'usage.outputTokens', 'model'],
    };
    expect(draftAdapter(seen, 'https://chat.corp.example', 'chat.corp.example')).toEqual({
      name: 'chat.corp.example',
      site: 'https://chat.corp.example',
      endpoint: '/api/ask/*',
      request: {
        model: 'modelId',
        conversation: 'meta.chatId',
        text: ['messages.*.content'],
      },
      answer: {
        framing: 'events',
        text: ['delta.text'],
        model: 'model',
        inputTokens: 'usage.input_tokens',
        outputTokens: 'usage.outputTokens',
      },
    });
  });

  it('is always one that can be saved', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.webPath(),
        fc.constantFrom('application/json', 'application/x-ndjson', null),
        (request, answer, path, contentType) => {
          const draft = draftAdapter(
            {
              ...sighting,
              path: pathPattern(path),
              contentType,
              requestOutline: outlineOf(request),
              answerOutline: outlineOf(answer),
            },
            'https://a.example',
            'a.example',
          );
          expect(parseAdapters(draft).problems).toEqual([]);
        },
      ),
    );
  });
});
