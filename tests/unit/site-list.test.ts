import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listSites, type SiteFacts } from '../../core/sites/site-list.ts';
import { subsumes } from '../../core/sites/site.ts';

const CHAT = 'https://chat.corp.example/*';
const AGENTS = 'https://agents.corp.example/*';
const NOTHING: SiteFacts = { granted: [], build: [], policy: [], chosen: [], off: [] };

const standings = (facts: Partial<SiteFacts>) =>
  listSites({ ...NOTHING, ...facts }).map(({ source, standing }) => `${source} ${standing}`);

const patterns = fc.subarray([CHAT, AGENTS, 'http://localhost/*', 'https://*.corp.example/*']);
const anyFacts = fc.record({
  granted: fc
    .tuple(patterns, fc.subarray(['<all_urls>', 'https://*/*', '*://*/*', 'chrome://favicon/*']))
    .map((parts) => parts.flat()),
  build: patterns,
  policy: patterns,
  chosen: patterns,
  off: patterns,
});

describe('the list of sites', () => {
  it('says of each who wrote it down and how it stands', () => {
    expect(standings({ granted: [CHAT], chosen: [CHAT] })).toEqual(['yours on']);
    expect(standings({ granted: [CHAT], chosen: [CHAT], off: [CHAT] })).toEqual(['yours off']);
    expect(standings({ chosen: [CHAT] })).toEqual(['yours taken-back']);
    expect(standings({ granted: [CHAT], build: [CHAT] })).toEqual(['build on']);
    // Firefox lets people take any host back, also one that a build came with.
    expect(standings({ build: [CHAT] })).toEqual(['build taken-back']);
    expect(standings({ policy: [CHAT] })).toEqual(['policy suggested']);
    expect(standings({ policy: [CHAT], granted: [CHAT] })).toEqual(['policy on']);
    expect(standings({ policy: [CHAT], chosen: [CHAT] })).toEqual(['policy taken-back']);
  });

  it('keeps what was turned off apart from what was taken back', () => {
    expect(standings({ chosen: [CHAT], off: [CHAT] })).toEqual(['yours off']);
    expect(standings({ policy: [CHAT], off: [CHAT] })).toEqual(['policy suggested']);
  });

  it('takes a grant for all sites as a grant for those the person chose, and for no others', () => {
    const granted = ['https://*/*'];
    expect(standings({ granted })).toEqual([]);
    expect(standings({ granted, chosen: [CHAT] })).toEqual(['yours on']);
    expect(standings({ granted, policy: [CHAT] })).toEqual(['policy suggested']);
  });

  it('never turns on what the browser did not grant, or what the person turned off', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const sites = listSites(facts);
        const listed = sites.map(({ pattern }) => pattern);
        expect(new Set(listed).size).toBe(listed.length);
        for (const { pattern, standing } of sites) {
          if (standing !== 'on') continue;
          expect(facts.granted.some((wide) => subsumes(wide, pattern))).toBe(true);
          expect(facts.off).not.toContain(pattern);
        }
        for (const pattern of [...facts.build, ...facts.policy, ...facts.chosen]) {
          expect(listed).toContain(pattern);
        }
      }),
    );
  });
});

it('knows which grants hold for a whole site', () => {
  for (const wide of ['<all_urls>', '*://*/*', 'https://*/*', 'https://*.corp.example/*', CHAT]) {
    expect(subsumes(wide, CHAT), wide).toBe(true);
  }
  for (const other of ['http://*/*', 'https://*.chat.corp.example.org/*', AGENTS, 'x']) {
    expect(subsumes(other, CHAT), other).toBe(false);
  }
  // One host of many is not all of them.
  expect(subsumes(CHAT, 'https://*.corp.example/*')).toBe(false);
  expect(subsumes('https://corp.example/*', 'https://*.corp.example/*')).toBe(false);
  expect(subsumes('https://*.example/*', 'https://*.corp.example/*')).toBe(true);
});
