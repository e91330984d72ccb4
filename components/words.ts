/** Names and figures as a person reads them. */
import { i18n } from '#i18n';
import type { HealthReason } from '../core/health.ts';
import type { ActionEffect, ActionKind, Correction, Flag } from '../core/interaction.ts';
import type { Evidence, EvidenceId, VerdictClass } from '../core/provenance/verdict.ts';

/**
 * Figures are written in the language of the words around them, in the person's own kind of it
 * where there is one: en-GB dates differ from en-US ones.
 */
const language = i18n.t('language');
const locales = [...navigator.languages.filter((own) => own.startsWith(`${language}-`)), language];

const compact = new Intl.NumberFormat(locales, {
  notation: 'compact',
  maximumSignificantDigits: 3,
});
const whole = new Intl.NumberFormat(locales);
const hour = new Intl.DateTimeFormat(locales, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locales, { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat(locales, { timeStyle: 'medium' });
const weekday = new Intl.DateTimeFormat(locales, { weekday: 'long' });
const full = new Intl.DateTimeFormat(locales, { dateStyle: 'medium', timeStyle: 'medium' });
const list = new Intl.ListFormat(locales, { type: 'unit', style: 'short' });

/** `12.4K tokens`, with a sign where some of them are estimated. */
export function tokensText(count: number, estimated = false): string {
  return i18n.t(estimated ? 'tokensEstimated' : 'tokens', count, [compact.format(count)]);
}

export function interactionsText(count: number): string {
  return i18n.t('interactions', count, [whole.format(count)]);
}

/** Every digit of a count; a dash where it is not known. */
export function countText(count: number | null): string {
  return count === null ? '–' : whole.format(count);
}

/** The time of today's moments, the day of others. */
export function momentText(moment: number, now: number): string {
  const sameDay = new Date(moment).toDateString() === new Date(now).toDateString();
  return (sameDay ? hour : day).format(moment);
}

/** The time to the second. */
export function clockText(moment: number): string {
  return clock.format(moment);
}

/** What stands after "since": a time of today, a day of this week, or a date. */
export function sinceText(moment: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (moment >= midnight) return hour.format(moment);
  // The same day a week ago has the name of today.
  const thisWeek = new Date(midnight).setDate(new Date(midnight).getDate() - 6);
  return (moment >= thisWeek ? weekday : day).format(moment);
}

/** Day and time to the second. */
export function fullMomentText(moment: number): string {
  return full.format(moment);
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

/** The class as the person says it of themselves. */
export function correctionText(correction: Correction): string {
  return i18n.t(`correction.${CLASS_KEYS[correction]}`);
}

export function flagText(flag: Flag): string {
  return i18n.t(`flag.${flag}`);
}

/** What it means, and what it does not. */
export function flagHint(flag: Flag): string {
  return i18n.t(`flagHint.${flag}`);
}

const EVIDENCE_KEYS = {
  'sent-by-hand': 'sentByHand',
  'sent-in-no-time': 'sentInNoTime',
  'sent-mid-typing': 'sentMidTyping',
  'recent-input': 'recentInput',
  'some-input': 'someInput',
  'no-recent-input': 'noRecentInput',
  'no-input-ever': 'noInputEver',
  'no-input-since-last-send': 'noInputSinceLastSend',
  'soon-after-your-turn': 'soonAfterYourTurn',
  'untrusted-keys': 'untrustedKeys',
  'untrusted-clicks': 'untrustedClicks',
  'scripted-text': 'scriptedText',
  'typed-at-human-cadence': 'typedAtHumanCadence',
  'typed-like-a-machine': 'typedLikeAMachine',
  'keys-by-hand': 'keysByHand',
  'pointer-travelled': 'pointerTravelled',
  edited: 'edited',
  composed: 'composed',
  pasted: 'pasted',
  'inserted-without-keys': 'insertedWithoutKeys',
  'sent-as-it-appeared': 'sentAsItAppeared',
  'keeps-a-schedule': 'keepsASchedule',
  'same-size-every-time': 'sameSizeEveryTime',
  'others-without-you': 'othersWithoutYou',
  'answer-used': 'answerUsed',
  'answer-unread': 'answerUnread',
  'driver-controls-browser': 'driverControlsBrowser',
  'descends-from-your-turn': 'descendsFromYourTurn',
  'descends-from-automation': 'descendsFromAutomation',
  'descends-from-unclear': 'descendsFromUnclear',
  'started-by-schedule': 'startedBySchedule',
  'started-by-heartbeat': 'startedByHeartbeat',
  'started-by-webhook': 'startedByWebhook',
  'started-elsewhere': 'startedElsewhere',
} as const satisfies Record<Exclude<EvidenceId, 'your-corrections'>, string>;

export function evidenceText({ id, count }: Pick<Evidence, 'id' | 'count'>): string {
  if (id === 'your-corrections') {
    // What was said once is known by its name alone.
    if (count === undefined) return i18n.t('changed.learned');
    return i18n.t('evidence.yourCorrections', count, [whole.format(count)]);
  }
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

/** What the person can do about it. */
export function healthAdvice(reason: HealthReason): string {
  return i18n.t(`healthAdvice.${HEALTH_KEYS[reason]}`);
}

const ACTION_KEYS = {
  email: 'email',
  'chat message': 'chatMessage',
  deployment: 'deployment',
  'code change': 'codeChange',
  ticket: 'ticket',
  calendar: 'calendar',
  file: 'file',
  web: 'web',
  command: 'command',
  other: 'other',
} as const satisfies Record<ActionKind, string>;

export function actionText(kind: ActionKind): string {
  return i18n.t(`action.${ACTION_KEYS[kind]}`);
}

export function effectText(effect: ActionEffect): string {
  return i18n.t(`effect.${effect}`);
}

/** `email, file × 2`, in the order given. */
export function actionsText(kinds: ReadonlyMap<ActionKind, number>): string {
  return list.format(
    [...kinds].map(([kind, count]) => {
      const name = actionText(kind);
      return count === 1 ? name : `${name} × ${whole.format(count)}`;
    }),
  );
}
