import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionRule } from '../../core/action-rules.ts';
import type { ActionEffect } from '../../core/interaction.ts';
import weights from '../../core/provenance/weights.json' with { type: 'json' };
import { Ledger } from '../../platform/ledger/ledger.ts';
import { Recorder } from '../../platform/recorder.ts';
import { sampleDraft, sampleId } from './sample.ts';

const SITE = 'https://chat.corp.example';
const NOTHING = { type: 'record', drafts: [], looks: [], health: [] };

let ledger: Ledger;
let recorder: Recorder;
let rules: ActionRule[];
beforeEach(() => {
  ledger = new Ledger(`test-${sampleId()}`);
  rules = [];
  recorder = new Recorder({
    ledger,
    now: () => 1.8e12,
    timeZone: () => 'Europe/Berlin',
    actionTable: () => Promise.resolve(rules),
  });
});
afterEach(async () => {
  await ledger.delete();
});

const own = (site: string) => site === SITE;

describe('the recorder', () => {
  it('records a draft with its verdict and local day, and then says so', async () => {
    // Half past eleven in the evening UTC is tomorrow in Berlin.
    const draft = sampleDraft({
      startedAt: Date.UTC(2027, 0, 14, 23, 30),
      endedAt: Date.UTC(2027, 0, 14, 23, 31),
    });
    const reply = await recorder.record({ ...NOTHING, drafts: [draft] }, own);
    expect(reply).toEqual({ type: 'recorded', recorded: [draft.id], refused: [] });
    expect(await ledger.interactions.get(draft.id)).toMatchObject({
      day: '2027-01-15',
      verdict: { class: 'hands-on', weights: weights.version },
    });
  });

  it('says of every tool what it does: by the person’s word, its own, or its name', async () => {
    rules = [{ tool: 'fetch_*', kind: 'ticket', effect: 'write' }];
    const tell = (name: string, effect: ActionEffect) => ({ name, kind: 'other', effect }) as const;
    const draft = sampleDraft({
      toolCalls: [
        tell('fetch_next', 'read'),
        tell('send_email', 'read'),
        tell('deploy', 'unknown'),
        tell('frobnicate', 'unknown'),
      ],
    });
    await recorder.record({ ...NOTHING, drafts: [draft] }, own);
    expect((await ledger.interactions.get(draft.id))?.toolCalls).toEqual([
      { name: 'fetch_next', kind: 'ticket', effect: 'write' },
      { name: 'send_email', kind: 'email', effect: 'read' },
      { name: 'deploy', kind: 'deployment', effect: 'write' },
      { name: 'frobnicate', kind: 'other', effect: 'unknown' },
    ]);
  });

  it.each([
    ['text where there is no place for it', { prompt: 'Tell me' }],
    ['a sentence for a model', { model: 'tell me about it' }],
    ['another page’s site', { site: 'https://other.example' }],
    ['an end before its beginning', { endedAt: 1.8e12 - 1 }],
    ['a clock that is out of its mind', { startedAt: 5, endedAt: 6 }],
    ['tokens that are none', { usage: { inputTokens: -1 } }],
    [
      'a tool with arguments',
      { toolCalls: [{ name: 'a', kind: 'email', effect: 'write', arguments: '{}' }] },
    ],
  ])('refuses %s and keeps what came with it', async (_what, change) => {
    const good = sampleDraft();
    const bad = { ...sampleDraft(), ...change };
    const reply = await recorder.record({ ...NOTHING, drafts: [bad, good] }, own);
    expect(reply).toEqual({ type: 'recorded', recorded: [good.id], refused: [bad.id] });
    expect(await ledger.interactions.toCollection().primaryKeys()).toEqual([good.id]);
  });

  it('acknowledges nothing when the ledger fails', async () => {
    ledger.close({ disableAutoOpen: true });
    await expect(recorder.record({ ...NOTHING, drafts: [sampleDraft()] }, own)).rejects.toThrow();
  });

  it('throws at what is no request at all', async () => {
    for (const request of [
      null,
      'record',
      {},
      { ...NOTHING, drafts: 'x' },
      { ...NOTHING, extra: 1 },
    ]) {
      await expect(recorder.record(request, own)).rejects.toThrow();
    }
  });

  it('keeps notes of the page’s own site only', async () => {
    const note = { page: sampleId(), site: SITE, reason: 'malformed', count: 1 };
    const health = [note, { ...note, site: 'https://other.example' }, { ...note, reason: 'text' }];
    await recorder.record({ ...NOTHING, health }, own);
    expect(await ledger.health.toArray()).toEqual([{ ...note, firstAt: 1.8e12, lastAt: 1.8e12 }]);
  });
});

describe('what is under way', () => {
  const tell = (draft: object, tab: number, site = SITE) =>
    recorder.foretell(
      { type: 'under-way', id: String(Reflect.get(draft, 'id')), draft },
      tab,
      (speaker) => speaker === site,
    );
  const kept = () => ledger.interactions.toArray();

  it('counts as broken off once its tab is gone, and in no other tab', async () => {
    const [here, there] = [sampleDraft({ status: 'aborted' }), sampleDraft({ status: 'aborted' })];
    await tell(here, 1);
    await tell(there, 2);
    expect(await kept()).toEqual([]);
    await recorder.settle((tab) => tab === 1);
    expect(await kept()).toMatchObject([{ id: here.id, status: 'aborted' }]);
    expect(await ledger.underWay.toArray()).toMatchObject([{ id: there.id }]);
  });

  it('is over with its record, which may come before, between or after', async () => {
    const whole = sampleDraft();
    const part = { ...whole, status: 'aborted', usage: { ...whole.usage, outputTokens: 1 } };
    const record = () => recorder.record({ ...NOTHING, drafts: [whole] }, own);
    const settle = () => recorder.settle(() => true);
    for (const steps of [
      [record, () => tell(part, 1), settle],
      [() => tell(part, 1), record, settle],
      [() => tell(part, 1), settle, record],
      [() => tell(part, 1), settle, record, record],
    ]) {
      for (const step of steps) await step();
      const { interactions, rollups } = await ledger.contents();
      expect(interactions).toMatchObject([{ status: 'complete', usage: whole.usage }]);
      expect(rollups).toMatchObject([{ interactions: 1, outputTokens: whole.usage.outputTokens }]);
      expect(await ledger.underWay.count()).toBe(0);
      await Promise.all([ledger.interactions.clear(), ledger.rollups.clear()]);
    }
  });

  it('is forgotten where it turned out to be no call, by its own tab alone', async () => {
    const draft = sampleDraft({ status: 'aborted' });
    await tell(draft, 1);
    await recorder.foretell({ type: 'under-way', id: draft.id }, 2, own);
    expect(await ledger.underWay.count()).toBe(1);
    await recorder.foretell({ type: 'under-way', id: draft.id }, 1, own);
    expect(await ledger.underWay.count()).toBe(0);
  });

  it('is not kept for a page that does not speak for the site, nor with text in it', async () => {
    await tell(sampleDraft(), 1, 'https://other.example');
    await tell({ ...sampleDraft(), prompt: 'Tell me' }, 1);
    expect(await ledger.underWay.count()).toBe(0);
  });
});
