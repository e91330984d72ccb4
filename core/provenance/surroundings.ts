/** Evidence from how an interaction stands to others, and what became of its answer. */
import { attentionTo } from './attention.ts';
import type { Context } from './context.ts';
import type { EvidenceId } from './verdict.ts';

export function paceEvidence({ conversationPace, promptPace }: Context): EvidenceId[] {
  const paces = [conversationPace, promptPace];
  const found: EvidenceId[] = [];
  if (paces.some((pace) => pace?.regular)) found.push('keeps-a-schedule');
  // Alone it says little: the same question has answers of one size.
  if (paces.some((pace) => pace?.regular && pace.sameSize)) found.push('same-size-every-time');
  return found;
}

export function attentionEvidence({ attention, dayOver }: Context): EvidenceId[] {
  if (attentionTo(attention, dayOver) === 'unread') return ['answer-unread'];
  const { scrolls, copies, followedUp } = attention ?? {};
  return (copies ?? 0) > 0 || (scrolls ?? 0) > 0 || followedUp ? ['answer-used'] : [];
}
