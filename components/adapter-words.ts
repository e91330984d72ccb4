/** What adapters, their problems and what “Try it” saw are in words. */
import { i18n } from '#i18n';
import type { AdapterProblem } from '../core/sites/adapter.ts';
import type { Adapter } from '../core/sites/adapter-schema.ts';
import type { NotCounted, Outcome } from '../core/sites/sighting.ts';
import { protocolText } from './protocol-names.ts';
import { countText } from './words.ts';

/** How it knows its app. */
export function wayText({ protocol, screen }: Adapter): string {
  if (protocol !== undefined) return i18n.t('adapters.speaks', [protocolText(protocol)]);
  return i18n.t(screen === undefined ? 'adapters.described' : 'adapters.onScreen');
}

export function problemText({ expected }: AdapterProblem): string {
  return i18n.t(`adapters.expected.${expected}`);
}

const REASON_KEYS = {
  'no-prompt': 'noPrompt',
  'no-text': 'noText',
  unlikely: 'unlikely',
  unreadable: 'unreadable',
  malformed: 'malformed',
  refused: 'refused',
  'too-large': 'tooLarge',
} as const satisfies Record<NotCounted, string>;

/** `Counted as OpenAI Chat · gpt-5 · 812 in, 344 out (reported)`. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.kind === 'under-way') return i18n.t('tryIt.underWay');
  if (outcome.kind === 'not-counted') {
    return i18n.t('tryIt.notCounted', [i18n.t(`tryIt.reason.${REASON_KEYS[outcome.reason]}`)]);
  }
  const { model, inputTokens, outputTokens, source } = outcome;
  const figures = i18n.t('tryIt.inOut', [countText(inputTokens), countText(outputTokens)]);
  return [
    countedText(outcome),
    model ?? i18n.t('latest.noModel'),
    `${figures} (${i18n.t(`tryIt.${source}`)})`,
  ].join(' · ');
}

function countedText({ adapter, protocol }: Extract<Outcome, { kind: 'counted' }>): string {
  if (adapter !== null) return i18n.t('tryIt.byYours', [adapter]);
  if (protocol === 'by-shape') return i18n.t('tryIt.byShape');
  if (protocol === 'screen') return i18n.t('tryIt.byScreen');
  return i18n.t('tryIt.counted', [protocolText(protocol)]);
}
