/**
 * How the server is to answer one request, told as JSON by the request's `x-demo` header, or by
 * `demo` in its query where a page cannot set headers. Left out: an ordinary answer at an ordinary
 * pace.
 */
import * as z from 'zod/mini';

const Behaviour = z.object({
  language: z._default(z.enum(['en', 'de', 'zh', 'ja', 'code', 'json']), 'en'),
  /** Say this instead, and call tools with it. */
  say: z.optional(z.string()),
  /** Pieces of text in the answer; left out, it ends where the text does. */
  pieces: z.optional(z.int().check(z.minimum(1), z.maximum(5_000))),
  /** Milliseconds between two of them. */
  pace: z._default(z.number().check(z.minimum(0), z.maximum(10_000)), 18),
  /** Refuse with this HTTP status. */
  refuse: z.optional(z.enum(['429', '500'])),
  /**
   * After so many chunks: cut the connection, send an error, or send what is no JSON. Cut after 0,
   * it breaks before the headers; an answer in one piece breaks in its midst.
   */
  cutAfter: z.optional(z.int()),
  errorAfter: z.optional(z.int()),
  garbleAfter: z.optional(z.int()),
  /** Where the app runs its tools itself: call every tool and answer, all within one stream. */
  act: z._default(z.boolean(), false),
  /** Tokens of hidden reasoning. */
  reasoning: z._default(z.int(), 0),
});
export type Behaviour = z.infer<typeof Behaviour>;

export function behaviourOf(
  header: string | string[] | undefined,
  query: string | null = null,
): Behaviour {
  const told = typeof header === 'string' ? header : query;
  return Behaviour.parse(told === null ? {} : JSON.parse(told));
}
