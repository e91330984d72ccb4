/** Whether an earlier answer was looked at, as far as its page knows by now. */
import * as z from 'zod/mini';
import { InteractionId, Origin } from './interaction.ts';
import { AttentionFacts } from './provenance/attention-facts.ts';

export const Look = z.strictObject({ id: InteractionId, site: Origin, attention: AttentionFacts });
export type Look = z.infer<typeof Look>;
