/** What the compatibility run says holds must really hold. */
import { describe, expect, it } from 'vitest';
import { compare, type Recorded } from '../../compat/comparison.ts';
import type { Act, ServedCall } from '../../compat/served.ts';
import { quietSignals, sampleInteraction } from './sample.ts';

const T0 = 1.8e12;

const ACTS: Act[] = [
  { mark: 'mark-typed', startedBy: 'person', answers: [{ text: 'Yes' }] },
  { mark: 'mark-cron', startedBy: 'schedule', answers: [{ text: 'Yes' }] },
];

function served(change: Partial<ServedCall> = {}): ServedCall {
  return {
    mark: 'mark-typed',
    step: 0,
    startedAt: T0,
    endedAt: T0 + 500,
    model: 'mock-1',
    streamed: true,
    inputTokens: 100,
    outputTokens: 10,
    cachedInputTokens: 0,
    stopped: false,
    toolCalls: [],
    ...change,
  };
}

/** As the extension should export it. */
function recorded(call: ServedCall, change: Partial<Recorded> = {}): Recorded {
  const { verdict, ...interaction } = sampleInteraction();
  const trigger = call.mark === 'mark-cron' ? ('schedule' as const) : null;
  return {
    ...interaction,
    startedAt: new Date(call.startedAt).toISOString(),
    endedAt: new Date(call.endedAt ?? call.startedAt).toISOString(),
    model: call.model,
    toolCalls: call.toolCalls.map((name) => ({ name, kind: 'other', effect: 'unknown' })),
    usage: {
      inputTokens: call.inputTokens,
      outputTokens: call.outputTokens,
      cachedInputTokens: call.cachedInputTokens,
      reasoningTokens: 0,
      source: 'reported',
    },
    signals: { ...quietSignals, trigger },
    verdict: { ...verdict, class: trigger === null ? 'hands-on' : 'automated', evidence: [] },
    ...change,
  };
}

const typed = served();
const cron = served({ mark: 'mark-cron', startedAt: T0 + 9_000, endedAt: T0 + 9_500 });
const both = [typed, cron];

describe('the comparison of the compatibility run', () => {
  it('holds where every call was recorded as it was', () => {
    expect(compare([recorded(cron), recorded(typed)], both, ACTS)).toEqual({
      served: 2,
      recorded: 2,
      unseen: [],
      tokensServed: 220,
      tokensRecorded: 220,
      initiationRight: 1,
      holds: true,
      differences: [],
    });
  });

  it('names a call that was not recorded, and one that never was', () => {
    const { holds, differences } = compare([recorded(typed)], both, ACTS);
    expect(holds).toBe(false);
    expect(differences).toEqual(['served, not recorded: mark-cron, call 1']);
    const twice = compare([recorded(typed), recorded(typed), recorded(cron)], both, ACTS);
    expect(twice.differences).toEqual([expect.stringMatching(/^recorded, never served: /)]);
  });

  it('does not hold where nothing was recorded or an act asked no model', () => {
    expect(compare([], [], []).holds).toBe(false);
    expect(compare([recorded(typed)], [typed], ACTS).differences).toEqual([
      'mark-cron was driven, but no model was asked',
    ]);
  });

  it.each<[string, Partial<Recorded>, RegExp]>([
    ['who started it', { signals: { ...quietSignals, trigger: 'heartbeat' } }, /who started it/],
    ['the status', { status: 'aborted' }, /aborted, not complete/],
    ['the model', { model: 'other-1' }, /model other-1/],
    ['the tools', { toolCalls: [{ name: 'x', kind: 'other', effect: 'read' }] }, /tools x/],
  ])('sees that %s is wrong', (_, change, said) => {
    const { differences } = compare([recorded(typed, change), recorded(cron)], both, ACTS);
    expect(differences).toEqual([expect.stringMatching(said)]);
  });

  it('wants reported tokens exactly, and estimated ones nearly', () => {
    const usage = { ...recorded(typed).usage, outputTokens: 12 };
    const differing = (source: 'reported' | 'estimated', outputTokens = 12) =>
      compare(
        [recorded(typed, { usage: { ...usage, source, outputTokens } }), recorded(cron)],
        both,
        ACTS,
      ).differences;
    expect(differing('reported')).toEqual([expect.stringMatching(/tokens 100 \+ 12 \+ 0, not/)]);
    expect(differing('estimated')).toEqual([]);
    expect(differing('estimated', 40)).toEqual([expect.stringMatching(/estimated as 40, not 10/)]);
  });

  it('counts what cannot be seen apart, with its reason, and does not hide it', () => {
    const unseen = { steps: [0], reason: 'the app asks by itself', told: true as const };
    const act: Act = { mark: 'mark-typed', startedBy: 'person', answers: [], unseen };
    const behind = served({ toolCalls: ['calculator'] });
    const answer = served({ step: 1, startedAt: T0 + 600, endedAt: T0 + 900 });
    const shown = { ...answer, outputTokens: 20, toolCalls: ['calculator'] };
    const usage = { ...recorded(shown).usage, inputTokens: 7, source: 'estimated' as const };
    const comparison = compare([recorded(shown, { usage })], [behind, answer], [act]);
    expect(comparison).toMatchObject({ served: 2, recorded: 1, holds: true, tokensServed: 220 });
    expect(comparison.unseen).toEqual([{ reason: unseen.reason, calls: 1, tokens: 110 }]);
    // Had it been recorded after all, it would not be unseen.
    const more = compare([recorded(shown, { usage }), recorded(behind)], [behind, answer], [act]);
    expect(more.holds).toBe(false);
  });
});
