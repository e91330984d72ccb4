/**
 * What the hook and the collector say to each other over their private port. The hook lives in
 * the page's world, so the collector parses every frame as hostile; the hook only uses the types.
 */
import * as z from 'zod/mini';

/** Counts up in one page; exchanges and sockets share it. */
const WireId = z.int().check(z.minimum(1), z.maximum(1e9));

/** `performance.now()` of the page, which both worlds share. */
const Moment = z.number().check(z.minimum(0), z.maximum(1e12));

/** Origin and path; the query stays in the page. */
const Address = z.string().check(z.maxLength(4000));

/**
 * Structured clones carry no toString tag of their own making, and Firefox hands us arrays of the
 * page's world, which are no instance of ours: so the tag decides.
 */
const Bytes = z.custom<Uint8Array>(
  (value) => Object.prototype.toString.call(value) === '[object Uint8Array]',
);

const Data = z.lazy(() => z.union([z.string(), Bytes]));

/** A request's body, as far as it can be told without touching it. */
const Body = z.lazy(() =>
  z.union([
    z.strictObject({ kind: z.literal('data'), data: Data }),
    /** The text fields of a form: name, value, name, value. */
    z.strictObject({ kind: z.literal('form'), fields: z.array(z.string()) }),
    /**
     * `later`: it is being read beside the page, and comes in a frame of its own. `unread`: there is
     * one, but it cannot be read without touching it.
     */
    z.strictObject({ kind: z.literal(['none', 'later', 'unread']) }),
  ]),
);
export type Body = z.infer<typeof Body>;

/** One schema a type: trying them all would be slower, and Zod's own way to choose is larger. */
const FRAMES = {
  open: z.lazy(() =>
    z.strictObject({
      type: z.literal('open'),
      id: WireId,
      at: Moment,
      transport: z.literal(['fetch', 'xhr', 'eventsource']),
      method: z.string().check(z.maxLength(20)),
      url: Address,
      /** One request of an engine.io connection that polls. */
      polling: z.literal([true, false]),
      body: Body,
    }),
  ),
  body: z.lazy(() => z.strictObject({ type: z.literal('body'), id: WireId, body: Body })),
  head: z.lazy(() =>
    z.strictObject({
      type: z.literal('head'),
      id: WireId,
      status: z.int().check(z.minimum(0), z.maximum(999)),
      contentType: z.string().check(z.maxLength(200)),
    }),
  ),
  bytes: z.lazy(() => z.strictObject({ type: z.literal('bytes'), id: WireId, bytes: Bytes })),
  /** In place of bytes, where the browser has made text of them. */
  text: z.lazy(() => z.strictObject({ type: z.literal('text'), id: WireId, text: z.string() })),
  socket: z.lazy(() =>
    z.strictObject({ type: z.literal('socket'), id: WireId, at: Moment, url: Address }),
  ),
  message: z.lazy(() =>
    z.strictObject({
      type: z.literal('message'),
      id: WireId,
      at: Moment,
      direction: z.literal(['in', 'out']),
      data: Data,
    }),
  ),
  end: z.lazy(() =>
    z.strictObject({
      type: z.literal('end'),
      id: WireId,
      at: Moment,
      /** `cancelled` by the page, `failed` by the network, `too-large` for us to follow. */
      how: z.literal(['done', 'cancelled', 'failed', 'too-large']),
    }),
  ),
};
export type HookFrame = z.infer<(typeof FRAMES)[keyof typeof FRAMES]>;

const isKnown = (type: unknown): type is keyof typeof FRAMES =>
  typeof type === 'string' && Object.hasOwn(FRAMES, type);

/** Null for what is none of the hook's frames. */
export function parseFrame(data: unknown): HookFrame | null {
  const { type }: { type?: unknown } = Object(data);
  return isKnown(type) ? (FRAMES[type].safeParse(data).data ?? null) : null;
}
export type Ending = Extract<HookFrame, { type: 'end' }>['how'];
export type HttpTransport = Extract<HookFrame, { type: 'open' }>['transport'];

export type CollectorFrame =
  /** This exchange or socket is none of ours: stop looking at it. */
  | { type: 'ignore'; id: number }
  /** Look at new exchanges, or at none. */
  | { type: 'watch'; watching: boolean }
  /** The extension is gone: put everything back. */
  | { type: 'retire' };
