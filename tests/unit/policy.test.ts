import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, Policy } from '../../core/policy.ts';
import { parsePresetAdapters } from '../../core/sites/preset-adapters.ts';

describe('a company’s policy', () => {
  it('has a place for sites and adapters and for nothing else', () => {
    expect(Object.keys(Policy.shape).toSorted()).toEqual(['adapters', 'sites']);
    const schema = JSON.parse(readFileSync('public/managed_schema.json', 'utf8'));
    expect(Object.keys(schema.properties).toSorted()).toEqual(['adapters', 'sites']);
    const wish = {
      sites: ['https://chat.corp.example/*'],
      sharing: true,
      paused: false,
      hidePause: true,
      retentionDays: 3650,
      exportTo: 'https://collect.corp.example',
      adapters: [{ name: 'Our assistant' }],
    };
    expect(parsePolicy(wish)).toEqual({
      policy: { sites: ['https://chat.corp.example/*'], adapters: [{ name: 'Our assistant' }] },
      ignored: ['sharing', 'paused', 'hidePause', 'retentionDays', 'exportTo'],
    });
  });

  it('is nothing where there is none', () => {
    const nothing = { policy: { sites: [], adapters: [] }, ignored: [] };
    for (const stored of [undefined, null, {}, [], 'sites', 7]) {
      expect(parsePolicy(stored)).toEqual(nothing);
    }
  });

  it('names entries that are no sites, and keeps the others', () => {
    const sites = ['https://a.example/*', 'a.example', '<all_urls>', 7, 'https://a.example/*'];
    expect(parsePolicy({ sites, adapters: 'x' })).toEqual({
      policy: { sites: ['https://a.example/*'], adapters: [] },
      ignored: ['sites: a.example', 'sites: <all_urls>', 'sites: number', 'adapters'],
    });
  });

  it('fits its schema and stays small whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ sites: fc.anything(), adapters: fc.anything() })),
        (stored) => {
          const { policy, ignored } = parsePolicy(stored);
          expect(Policy.safeParse(policy).success).toBe(true);
          expect(ignored.length).toBeLessThanOrEqual(20);
          for (const name of ignored) expect(name.length).toBeLessThanOrEqual(61);
        },
      ),
    );
  });
});

describe('the adapters of a build', () => {
  it('are handed on as they are', () => {
    const adapters = [
      {
        name: 'Our assistant',
        site: 'https://chat.corp.example',
        endpoint: '/api/ask',
        protocol: 'openai-chat',
      },
    ];
    expect(parsePresetAdapters(JSON.stringify(adapters), 'ours.json')).toEqual(adapters);
    expect(parsePresetAdapters('[]', 'ours.json')).toEqual([]);
  });

  it.each([
    ['{', /ours\.json is not JSON: /],
    ['{}', /ours\.json has to hold a list of adapters/],
    ['[null]', /ours\.json has something else than adapters in it:\n {2}\[0\]: /],
    ['[{ "name": "Ours", "site": "chat" }]', /\[0\]\.site: /],
  ])('are refused as %s, and whoever builds is told why', (text, why) => {
    expect(() => parsePresetAdapters(text, 'ours.json')).toThrow(why);
  });
});
