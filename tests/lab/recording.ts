/**
 * What the laboratory keeps of an interaction: what was seen of it, and who it really was. No text,
 * no id, no moment.
 */
import * as z from 'zod/mini';
import { Context } from '../../core/provenance/context.ts';
import { Signals } from '../../core/provenance/signals.ts';

export const SPLITS = ['development', 'held-out'] as const;
export type Split = (typeof SPLITS)[number];

export const Recording = z.strictObject({
  /** A tool's name, or a person's number. */
  actor: z.string(),
  kind: z.enum(['person', 'program', 'replay']),
  /** How it was done. */
  act: z.string(),
  tokens: z.number(),
  signals: Signals,
  context: Context,
  /** Place of the one it descends from, in the same list; null: none known. */
  parent: z.nullable(z.int()),
});
export type Recording = z.infer<typeof Recording>;
