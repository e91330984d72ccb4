/** What is laid over a verdict and leaves it as it is. */
import type { Interaction } from '../interaction.ts';
import { attentionTo } from './attention.ts';
import type { Context } from './context.ts';

export function flagsOf({ attention, dayOver, repetition }: Context): Interaction['flags'] {
  const flags: Interaction['flags'] = [];
  if (attentionTo(attention, dayOver) === 'unread') flags.push('unread');
  if (repetition === 'near-duplicate') flags.push('repeated');
  return flags;
}
