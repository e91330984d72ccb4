/**
 * What the hook and the collector say to each other over their private port. The hook lives in
 * the page's world, so the collector parses every frame as hostile; the hook only uses the types.
 */
import * as z from 'zod/mini';

/** Counts up in one page. */
const ExchangeId = z.int().check(z.minimum(1), z.maximum(1e9));

/** `performance.now()` of the page, which both worlds share. */
const Moment = z.number().check(z.minimum(0), z.maximum(1e12));

/**
 * Structured clones carry no toString tag of their own making, and Firefox hands us arrays of the
 * page's world, which are no instance of ours: so the tag decides.
 */
const Bytes = z.custom<Uint8Array>(
  (value) => Object.prototype.toString.call(value) === '[object Uint8Array]',
);

export const HookFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    id: ExchangeId,
    at: Moment,
    /** Origin and path; the query stays in the page. */
    url: z.string().check(z.maxLength(4000)),
    /** Null: there is one, but it cannot be read without touching it. */
    body: z.nullable(z.union([z.string(), Bytes])),
  }),
  z.strictObject({
    type: z.literal('head'),
    id: ExchangeId,
    status: z.int().check(z.minimum(0), z.maximum(999)),
  }),
  z.strictObject({ type: z.literal('bytes'), id: ExchangeId, bytes: Bytes }),
  z.strictObject({
    type: z.literal('end'),
    id: ExchangeId,
    at: Moment,
    /** `cancelled` by the page, `failed` by the network, `too-large` for us to follow. */
    how: z.enum(['done', 'cancelled', 'failed', 'too-large']),
  }),
]);
export type HookFrame = z.infer<typeof HookFrame>;
export type Ending = Extract<HookFrame, { type: 'end' }>['how'];

export type CollectorFrame =
  /** This exchange is none of ours: stop looking at it. */
  | { type: 'ignore'; id: number }
  /** Look at new exchanges, or at none. */
  | { type: 'watch'; watching: boolean }
  /** The extension is gone: put everything back. */
  | { type: 'retire' };
