/** A call that is not over, as far as it was told, and the tab it goes on in. */
import * as z from 'zod/mini';
import { Draft } from './interaction.ts';

export const UnderWay = z.strictObject({
  id: Draft.shape.id,
  /** The browser's number for it. */
  tab: z.int(),
  draft: Draft,
});
export type UnderWay = z.infer<typeof UnderWay>;
