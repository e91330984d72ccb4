/**
 * The whole vocabulary between a watched page and the rest of the extension. A page asks for its
 * drafts to be recorded, and keeps each until the reply names it; with them goes whether earlier
 * answers were looked at. It tells of calls under way; it asks for protocols that it does not have;
 * the popup asks a page whether it is being watched.
 */
import * as z from 'zod/mini';
import { PACK_NAMES } from './protocols/pack.ts';

export const MAX_BATCH = 64;

/**
 * Drafts, looks and notes are parsed one by one by the recorder, so that one bad one does not take the
 * others down with it.
 */
export const RecordRequest = z.strictObject({
  type: z.literal('record'),
  drafts: z.array(z.unknown()).check(z.maxLength(MAX_BATCH)),
  looks: z.array(z.unknown()).check(z.maxLength(MAX_BATCH)),
  health: z.array(z.unknown()).check(z.maxLength(MAX_BATCH)),
});
export type RecordRequest = z.infer<typeof RecordRequest>;

/** `recorded` are in the ledger for good, `refused` never will be; neither is to be sent again. */
export const RecordReply = z.lazy(() =>
  z.strictObject({
    type: z.literal('recorded'),
    recorded: z.array(z.string()),
    refused: z.array(z.string()),
  }),
);
export type RecordReply = z.infer<typeof RecordReply>;

/**
 * What a call that is not over looks like so far: recorded as broken off where the page's tab is
 * gone and nobody has told how it ended. Without a draft it turned out to be none. There is no
 * reply.
 */
export const UnderWayNotice = z.strictObject({
  type: z.literal('under-way'),
  id: z.string().check(z.maxLength(64)),
  draft: z.optional(z.unknown()),
});
export type UnderWayNotice = z.infer<typeof UnderWayNotice>;

/** A page asks for more protocols; its frame gets the pack's script before the reply. */
export const PackRequest = z.strictObject({ type: z.literal('pack'), name: z.enum(PACK_NAMES) });
export type PackRequest = z.infer<typeof PackRequest>;

export const PackReply = z.lazy(() => z.strictObject({ type: z.literal('packed') }));
export type PackReply = z.infer<typeof PackReply>;

export const PresenceRequest = z.lazy(() => z.strictObject({ type: z.literal('presence') }));
export type PresenceRequest = z.infer<typeof PresenceRequest>;

export const PresenceReply = z.strictObject({ type: z.literal('present') });
export type PresenceReply = z.infer<typeof PresenceReply>;
