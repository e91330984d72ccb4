/** Drafts and interactions as tests need them, and ways to make many. */
import fc from 'fast-check';
import type { Draft, Interaction } from '../../core/interaction.ts';
import { interactionId } from '../../core/identity.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import type { AttentionFacts } from '../../core/provenance/attention-facts.ts';
import type { Cadence, Signals } from '../../core/provenance/signals.ts';

export const quietSignals: Signals = {
  trigger: null,
  turn: 'prompt',
  sinceKey: null,
  sincePointer: null,
  sinceEntry: null,
  sendHold: null,
  pageAge: 5_000,
  sinceSend: null,
  sinceTurn: null,
  trustedKeys: 0,
  fingeredKeys: 0,
  trustedPointers: 0,
  moves: 0,
  untrustedKeys: 0,
  untrustedPointers: 0,
  pastes: 0,
  compositions: 0,
  insertedBlocks: 0,
  scriptedEntries: 0,
  deletions: 0,
  cadence: null,
  visible: true,
  focused: true,
  webdriver: false,
};

export const humanCadence: Cadence = {
  keys: 40,
  medianInterval: 152,
  variation: 0.88,
  medianHold: 95,
  holdVariation: 0.3,
  medianFlight: 62,
  rollover: 0.16,
};

export const typedSignals: Signals = {
  ...quietSignals,
  sinceKey: 12,
  sinceEntry: 180,
  sendHold: 92,
  trustedKeys: 40,
  fingeredKeys: 38,
  cadence: humanCadence,
};

/** Nobody has looked at the answer so far. */
export const unseen: AttentionFacts = {
  visibleDuring: 0,
  visibleAfter: 0,
  scrolls: 0,
  copies: 0,
  followedUp: false,
};

let made = 0;

export function sampleId(moment = 1.8e12): string {
  made += 1;
  const random = new Uint8Array(16);
  new DataView(random.buffer).setUint32(12, made);
  return interactionId(moment, random);
}

export function sampleDraft(change: Partial<Draft> = {}): Draft {
  return {
    id: sampleId(),
    site: 'https://chat.corp.example',
    protocol: 'openai-chat',
    transport: 'fetch',
    startedAt: 1.8e12,
    endedAt: 1.8e12 + 4_000,
    status: 'complete',
    model: 'gpt-5',
    conversation: null,
    calls: [],
    usage: {
      inputTokens: 800,
      outputTokens: 200,
      cachedInputTokens: 0,
      reasoningTokens: 0,
      source: 'reported',
    },
    toolCalls: [],
    parent: null,
    signals: typedSignals,
    sketch: null,
    attention: null,
    ...change,
  };
}

export function sampleInteraction(change: Partial<Interaction> = {}): Interaction {
  const { sketch: _, attention: __, ...draft } = sampleDraft();
  return {
    ...draft,
    context: NO_CONTEXT,
    change: null,
    day: '2027-01-15',
    verdict: { class: 'hands-on', automated: 0.04, evidence: [], weights: 'test' },
    flags: [],
    correction: null,
    ...change,
  };
}

const tokens = fc.option(fc.nat(1_000_000));

/** Interactions over a few days, sites and models, of every class. */
export const anyInteraction: fc.Arbitrary<Interaction> = fc
  .record({
    day: fc.constantFrom('2027-01-14', '2027-01-15', '2027-01-16'),
    site: fc.constantFrom('https://a.example', 'https://b.example'),
    model: fc.constantFrom(null, 'gpt-5', 'claude-opus-5'),
    class: fc.constantFrom('hands-on', 'delegated', 'automated', 'unclear'),
    correction: fc.constantFrom(null, 'hands-on', 'delegated', 'automated'),
    inputTokens: tokens,
    outputTokens: tokens,
    source: fc.constantFrom('reported', 'estimated'),
  } as const)
  .map(({ class: verdictClass, inputTokens, outputTokens, source, ...rest }) =>
    sampleInteraction({
      ...rest,
      id: sampleId(),
      verdict: { class: verdictClass, automated: 0.5, evidence: [], weights: 'test' },
      usage: { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0, source },
    }),
  );
