import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBefore, localDay } from '../../core/days.ts';
import { exportDocument } from '../../core/export/export-document.ts';
import { keyedHash, interactionId } from '../../core/identity.ts';
import { Draft, InteractionId, Usage } from '../../core/interaction.ts';
import { nameOrNull } from '../../core/names.ts';
import { asking, emptyAnswer } from '../../core/protocols/protocol.ts';
import { rollupOf } from '../../core/rollup.ts';
import { covers, parsePresetSites, patternFor } from '../../core/sites/site.ts';
import { usageOf } from '../../core/usage.ts';
import { anyInteraction, sampleDraft } from './sample.ts';

describe('sites', () => {
  it('are known by scheme and host, whatever the port', () => {
    expect(patternFor('https://chat.corp.example/x?y#z')).toBe('https://chat.corp.example/*');
    expect(patternFor('http://localhost:3000/')).toBe('http://localhost/*');
    for (const url of [
      'about:blank',
      'chrome://settings',
      'file:///etc',
      'moz-extension://x/',
      'x',
    ]) {
      expect(patternFor(url)).toBeNull();
    }
  });

  it('cover their own pages and no others', () => {
    expect(covers('https://corp.example/*', 'https://corp.example:8443/a')).toBe(true);
    expect(covers('https://corp.example/*', 'http://corp.example/a')).toBe(false);
    expect(covers('https://corp.example/*', 'https://evilcorp.example/')).toBe(false);
    expect(covers('https://*.corp.example/*', 'https://a.b.corp.example/')).toBe(true);
    expect(covers('https://*.corp.example/*', 'https://evilcorp.example/')).toBe(false);
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), (url) => {
        const pattern = patternFor(url);
        if (pattern !== null) expect(covers(pattern, url)).toBe(true);
      }),
    );
  });

  it('can be preset by a build, and what is no site is named', () => {
    const sites = 'https://a.example/*  http://b.example/*, https://a.example/*';
    expect(parsePresetSites(sites)).toEqual(['https://a.example/*', 'http://b.example/*']);
    expect(parsePresetSites('')).toEqual([]);
    for (const wrong of ['a.example', '<all_urls>', '*://*/*', 'https://a.example/path/*']) {
      expect(() => parsePresetSites(wrong)).toThrow(wrong);
    }
  });
});

describe('names', () => {
  it('are names and never sentences', () => {
    for (const name of ['gpt-5', 'anthropic/claude-opus-5@20260101', 'models/gemini:free']) {
      expect(nameOrNull(name)).toBe(name);
    }
    for (const text of ['tell me', '', 'x'.repeat(121), 'naïve', 'a\nb', 7, null, undefined, {}]) {
      expect(nameOrNull(text)).toBeNull();
    }
  });
});

describe('identity', () => {
  it('sorts by time and fits its schema', () => {
    const moment = fc.integer({ min: 1e12, max: 1e13 });
    const random = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(moment, moment, random, random, (first, second, one, other) => {
        const [a, b] = [interactionId(first, one), interactionId(second, other)];
        expect(InteractionId.safeParse(a).success).toBe(true);
        if (first < second) expect(a < b).toBe(true);
      }),
    );
  });

  it('names an interaction as the example of RFC 9562 does', () => {
    const random = [0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
    const id = interactionId(Date.UTC(2022, 1, 22, 19, 22, 22), Uint8Array.from(random));
    expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('hashes as the authors of SipHash do', () => {
    const key = Uint8Array.from({ length: 16 }, (_, index) => index);
    const message = String.fromCharCode(...Array.from({ length: 15 }, (_, index) => index));
    expect(keyedHash(key, message)).toBe('a129ca6149be45e5');
  });

  it('gives a conversation another hash in every installation', () => {
    const [mine, yours] = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)];
    expect(keyedHash(mine, 'chat-1')).toMatch(/^[0-9a-f]{16}$/);
    expect(keyedHash(mine, 'chat-1')).toBe(keyedHash(mine, 'chat-1'));
    expect(keyedHash(mine, 'chat-1')).not.toBe(keyedHash(yours, 'chat-1'));
  });
});

describe('days', () => {
  it('are local, also where the clock was set forward or back', () => {
    expect(localDay(Date.UTC(2027, 2, 27, 23, 30), 'Europe/Berlin')).toBe('2027-03-28');
    expect(localDay(Date.UTC(2027, 0, 1, 2), 'America/Los_Angeles')).toBe('2026-12-31');
    expect(daysBefore('2027-03-29', 2)).toBe('2027-03-27');
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29');
  });
});

describe('usage', () => {
  const prompt = (text: string[]) => asking({ turn: 'prompt', messages: 1, text });

  it('is reported only where both figures were', () => {
    const answer = emptyAnswer();
    answer.usage.inputTokens = 100;
    answer.text.push('four words of text');
    const usage = usageOf(prompt(['x']), answer);
    expect(usage).toMatchObject({ inputTokens: 100, outputTokens: 4, source: 'estimated' });
    answer.usage.outputTokens = 7;
    expect(usageOf(null, answer)).toMatchObject({ outputTokens: 7, source: 'reported' });
    expect(usageOf(null, emptyAnswer())).toMatchObject({ inputTokens: null, outputTokens: 0 });
  });

  it('always fits its schema', () => {
    const figure = fc.option(fc.nat(), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.string()), figure, figure, (text, inputTokens, outputTokens) => {
        const answer = { ...emptyAnswer(), text };
        answer.usage = { ...answer.usage, inputTokens, outputTokens };
        const usage = usageOf(prompt(text), answer);
        expect(Usage.safeParse(usage).success).toBe(true);
      }),
    );
  });
});

describe('the export', () => {
  it('has everything in it, in the form that was promised', () => {
    fc.assert(
      fc.property(fc.array(anyInteraction, { maxLength: 5 }), (interactions) => {
        const contents = { interactions, rollups: interactions.map(rollupOf), health: [] };
        const document = exportDocument(
          { ...contents, sites: [], settings: { paused: false, actionTable: [] } },
          {
            exportedAt: 1.8e12,
            timeZone: 'Europe/Berlin',
            describe: ({ id }) => `words for ${id}`,
          },
        );
        expect(document).toMatchObject({
          format: 'trueburn',
          version: 1,
          exportedAt: '2027-01-15T08:00:00.000Z',
        });
        expect(document.interactions.map(({ id, usage }) => ({ id, usage }))).toEqual(
          interactions.map(({ id, usage }) => ({ id, usage })),
        );
        for (const [index, { startedAt }] of document.interactions.entries()) {
          expect(Date.parse(startedAt)).toBe(interactions[index]?.startedAt);
        }
      }),
    );
  });
});

describe('a draft', () => {
  it('has no place for text: every string in it is narrow', () => {
    const sentence = 'Please write to the team that we are late.';
    const draft = sampleDraft();
    const strings = Object.keys(draft).filter((key) => {
      const value: unknown = Reflect.get(draft, key);
      return typeof value === 'string' || value === null;
    });
    expect(strings.length).toBeGreaterThan(5);
    for (const key of strings) {
      expect(Draft.safeParse({ ...draft, [key]: sentence }).success, key).toBe(false);
    }
  });
});
