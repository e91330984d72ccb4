import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAdapters } from '../../../core/sites/adapter.ts';
import { sampleAdapter } from './adapter-sample.ts';

const { answer, request } = sampleAdapter;
const described = { name: 'A', site: 'https://a.example', endpoint: '/ask', request, answer };
const problemsOf = (json: unknown) =>
  parseAdapters(json).problems.map(({ where, expected }) => [where, expected]);

describe('adapters as people write them', () => {
  it('are taken as text or parsed, one or a list', () => {
    expect(parseAdapters(sampleAdapter)).toEqual({ adapters: [sampleAdapter], problems: [] });
    expect(parseAdapters(JSON.stringify([sampleAdapter]))).toEqual({
      adapters: [sampleAdapter],
      problems: [],
    });
    expect(parseAdapters([])).toEqual({ adapters: [], problems: [] });
  });

  it('may name a protocol, or places on the screen', () => {
    const { name, site, endpoint } = described;
    expect(problemsOf({ name, site, endpoint, protocol: 'openai-chat' })).toEqual([]);
    expect(
      problemsOf({ name, site, screen: { composer: 'textarea', answers: '.answer' } }),
    ).toEqual([]);
    const full = 'https://api.a.example:8443/v1/*';
    expect(problemsOf({ name, site, endpoint: full, protocol: 'by-shape' })).toEqual([]);
  });

  it('are as the documentation shows them', () => {
    const page = readFileSync('docs/adapters.md', 'utf8');
    const examples = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, json = '']) => json);
    expect(examples).toHaveLength(3);
    for (const example of examples) expect(problemsOf(example)).toEqual([]);
  });

  it.each<[what: string, adapter: unknown, where: string, expected: string]>([
    ['text that is no JSON', '{"name":', '', 'json'],
    ['something else', 7, '', 'object'],
    ['no name', { ...described, name: undefined }, 'name', 'name'],
    ['a name of two lines', { ...described, name: 'a\nb' }, 'name', 'name'],
    ['a site with a path', { ...described, site: 'https://a.example/chat' }, 'site', 'site'],
    ['a site that is none', { ...described, site: 'a.example' }, 'site', 'site'],
    ['no endpoint', { ...described, endpoint: undefined }, 'endpoint', 'endpoint'],
    ['an endpoint with a query', { ...described, endpoint: '/ask?x' }, 'endpoint', 'endpoint'],
    ['another method', { ...described, method: 'PATCH' }, 'method', 'method'],
    ['another version', { ...described, version: 2 }, 'version', 'version'],
    ['a field that is none', { ...described, endpont: '/x' }, 'endpont', 'nothing'],
    ['no way', { ...described, request: undefined, answer: undefined }, '', 'way'],
    ['two ways', { ...described, protocol: 'openai-chat' }, '', 'way'],
    ['half a way', { ...described, answer: undefined }, 'answer', 'object'],
    [
      'a protocol that is none',
      { name: 'A', site: 'https://a.example', endpoint: '/', protocol: 'screen' },
      'protocol',
      'protocol',
    ],
    [
      'text that is no list',
      { ...described, answer: { ...answer, text: 'a' } },
      'answer.text',
      'paths',
    ],
    [
      'a path that is none',
      { ...described, answer: { ...answer, text: ['ok', 'a b'] } },
      'answer.text[1]',
      'path',
    ],
    [
      'another framing',
      { ...described, answer: { ...answer, framing: 'xml' } },
      'answer.framing',
      'framing',
    ],
    [
      'an end without a value',
      { ...described, answer: { ...answer, end: { path: 'type' } } },
      'answer.end.equals',
      'word',
    ],
    [
      'a trigger that is none',
      { ...described, request: { trigger: { path: 'a', values: { x: 'me' } } } },
      'request.trigger.values.x',
      'trigger',
    ],
    [
      'a selector that is none',
      { name: 'A', site: 'https://a.example', screen: { composer: '', answers: 'p' } },
      'screen.composer',
      'selector',
    ],
  ])('with %s are said to be wrong there', (_what, adapter, where, expected) => {
    expect(parseAdapters(adapter).adapters).toEqual([]);
    expect(problemsOf(adapter)).toEqual([[where, expected]]);
  });

  it('are each judged by themselves, with a message that says where and what', () => {
    const { adapters, problems } = parseAdapters([
      sampleAdapter,
      { ...described, site: 'nowhere' },
      described,
      described,
    ]);
    expect(adapters.map(({ name }) => name)).toEqual(['Our assistant', 'A']);
    expect(problems.map(({ message }) => message)).toEqual([
      '[1].site: expected the address of the app without a path, such as "https://chat.corp.example"',
      '[3].name: expected a name of at most 80 characters that no other adapter has',
    ]);
  });

  it('are bounded in number, size and problems', () => {
    expect(problemsOf(Array.from({ length: 51 }, () => described))).toEqual([['', 'list']]);
    expect(problemsOf(`"${'x'.repeat(300_000)}"`)).toEqual([['', 'json']]);
    const unknown = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`f${index}`, 1]));
    expect(problemsOf({ ...described, ...unknown })).toHaveLength(20);
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`v${index}`, 'app']));
    expect(problemsOf({ ...described, request: { trigger: { path: 'a', values: many } } })).toEqual(
      [['request.trigger.values', 'triggers']],
    );
  });

  it('never make the reader throw, and what is taken is taken again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('request', 'answer', 'screen'), (value, name) => {
        const { adapters } = parseAdapters([value, { ...described, [name]: value }]);
        expect(parseAdapters(JSON.stringify(adapters))).toEqual({ adapters, problems: [] });
      }),
    );
  });
});
