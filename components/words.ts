/** Names and figures as a person reads them, in the browser's language. */
import { i18n } from '#i18n';
import type { HealthReason } from '../core/health.ts';
import type { EvidenceId, VerdictClass } from '../core/provenance/verdict.ts';

const compact = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 3,
});
const whole = new Intl.NumberFormat();
const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** `12.4K tokens`; `about` where some of them are estimated. */
export function tokensText(count: number, estimated = false): string {
  return i18n.t(estimated ? 'tokensEstimated' : 'tokens', count, [compact.format(count)]);
}

export function interactionsText(count: number): string {
  return i18n.t('interactions', count, [whole.format(count)]);
}

/** The time of today's moments, the day of others. */
export function momentText(moment: number, now: number): string {
  const sameDay = new Date(moment).toDateString() === new Date(now).toDateString();
  return (sameDay ? hour : day).format(moment);
}

export const CLASSES = ['hands-on', 'delegated', 'unclear', 'automated'] as const;

const CLASS_KEYS = {
  'hands-on': 'handsOn',
  delegated: 'delegated',
  automated: 'automated',
  unclear: 'unclear',
} as const;

export function classText(verdictClass: VerdictClass): string {
  return i18n.t(`class.${CLASS_KEYS[verdictClass]}`);
}

export function classHint(verdictClass: VerdictClass): string {
  return i18n.t(`classHint.${CLASS_KEYS[verdictClass]}`);
}

const EVIDENCE_KEYS = {
  'recent-input': 'recentInput',
  'some-input': 'someInput',
  'no-recent-input': 'noRecentInput',
  'no-input-ever': 'noInputEver',
  'no-input-since-last-send': 'noInputSinceLastSend',
  'soon-after-your-turn': 'soonAfterYourTurn',
  'untrusted-keys': 'untrustedKeys',
  'typed-at-human-cadence': 'typedAtHumanCadence',
  'typed-like-a-machine': 'typedLikeAMachine',
  pasted: 'pasted',
  'inserted-without-keys': 'insertedWithoutKeys',
  'driver-controls-browser': 'driverControlsBrowser',
  'descends-from-your-turn': 'descendsFromYourTurn',
  'descends-from-automation': 'descendsFromAutomation',
  'descends-from-unclear': 'descendsFromUnclear',
} as const satisfies Record<EvidenceId, string>;

export function evidenceText(id: EvidenceId): string {
  return i18n.t(`evidence.${EVIDENCE_KEYS[id]}`);
}

const HEALTH_KEYS = {
  malformed: 'malformed',
  'too-large': 'tooLarge',
  'unreadable-request': 'unreadableRequest',
  forged: 'forged',
  dropped: 'dropped',
  refused: 'refused',
} as const satisfies Record<HealthReason, string>;

export function healthText(reason: HealthReason): string {
  return i18n.t(`health.${HEALTH_KEYS[reason]}`);
}
