/**
 * One exchange as “Try it” shows it: what went where, in which form, and whether it was counted.
 * Nothing in it can hold what was asked or answered; field names stand without their values.
 */
import * as z from 'zod/mini';
import { Instant, InteractionId, Name, ProtocolName, Transport, Usage } from '../interaction.ts';
import { AdapterName } from './adapter-schema.ts';
import { MAX_OUTLINE } from './outline.ts';

export const NotCounted = z.enum([
  /** The request does not look like one to a model. */
  'no-prompt',
  /** The answer carried no text. */
  'no-text',
  /** Request and answer together did not look enough like it. */
  'unlikely',
  /** The request’s body could not be read. */
  'unreadable',
  /** The answer was not what its protocol promises. */
  'malformed',
  /** The server refused it. */
  'refused',
  /** The answer was larger than we are willing to hold. */
  'too-large',
]);
export type NotCounted = z.infer<typeof NotCounted>;

const Tokens = Usage.shape.inputTokens;

const Outcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('counted'),
    protocol: ProtocolName,
    /** The name of the adapter that knew it. */
    adapter: z.nullable(AdapterName),
    model: z.nullable(Name),
    inputTokens: Tokens,
    outputTokens: Tokens,
    source: Usage.shape.source,
  }),
  z.strictObject({ kind: z.literal('not-counted'), reason: NotCounted }),
  z.strictObject({ kind: z.literal('under-way') }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** As `outlineOf` makes it. */
const Outline = z
  .array(z.string().check(z.regex(/^[\w.$*-]{1,80}$/)))
  .check(z.maxLength(MAX_OUTLINE));

export const Sighting = z.strictObject({
  id: InteractionId,
  at: Instant,
  transport: Transport,
  method: z.string().check(z.regex(/^[A-Z]{3,10}$/)),
  /** As `pathPattern` makes it. */
  path: z.string().check(z.regex(/^\/[\w.:$*/-]{0,400}$/)),
  /** Null until the answer begins, and where there is none. */
  status: z.nullable(z.int().check(z.minimum(0), z.maximum(599))),
  /** Without its parameters. */
  contentType: z.nullable(z.string().check(z.regex(/^[\w.+-]{1,40}\/[\w.+-]{1,60}$/))),
  outcome: Outcome,
  requestOutline: Outline,
  answerOutline: Outline,
});
export type Sighting = z.infer<typeof Sighting>;

/** `text/html; charset=utf-8` as `text/html`; null for what is no content type. */
export function bareContentType(header: string | null): string | null {
  const [bare = ''] = (header ?? '').toLowerCase().split(';', 1);
  const { success, data } = Sighting.shape.contentType.safeParse(bare.trim());
  return success ? data : null;
}
