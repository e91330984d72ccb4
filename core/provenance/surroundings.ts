/** Evidence from how an interaction stands to others, and what became of its answer. */
import { attentionTo } from './attention.ts';
import type { Context } from './context.ts';
import { wasPressed } from './initiation.ts';
import type { Signals } from './signals.ts';
import type { EvidenceId } from './verdict.ts';

/** Whether it is one of a stream at a regular pace. */
export function keepsSchedule({ conversationPace, promptPace }: Context): boolean {
  return conversationPace?.regular === true || promptPace?.regular === true;
}

/**
 * Whether it is one of those that nobody sent. What a press went before may be the person's, in
 * whatever company.
 */
export function isOfAnother(signals: Signals, context: Context): boolean {
  const { conversationPace, promptPace } = context;
  return (conversationPace?.alone || promptPace?.alone || false) && !wasPressed(signals);
}

export function paceEvidence(signals: Signals, context: Context): EvidenceId[] {
  const paces = [context.conversationPace, context.promptPace];
  const found: EvidenceId[] = [];
  if (keepsSchedule(context)) found.push('keeps-a-schedule');
  // Alone it says little: the same question has answers of one size.
  if (paces.some((pace) => pace?.regular && pace.sameSize)) found.push('same-size-every-time');
  if (isOfAnother(signals, context)) found.push('others-without-you');
  return found;
}

export function attentionEvidence({ attention, dayOver }: Context): EvidenceId[] {
  if (attentionTo(attention, dayOver) === 'unread') return ['answer-unread'];
  const { scrolls, copies, followedUp } = attention ?? {};
  return (copies ?? 0) > 0 || (scrolls ?? 0) > 0 || followedUp ? ['answer-used'] : [];
}
