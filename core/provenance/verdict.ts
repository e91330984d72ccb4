/** What we say of an interaction, and why. */
import * as z from 'zod/mini';

export const VerdictClass = z.enum(['hands-on', 'delegated', 'automated', 'unclear']);
export type VerdictClass = z.infer<typeof VerdictClass>;

/** Every statement that can stand in a verdict; its words are in the locale files. */
export const EvidenceId = z.enum([
  'recent-input',
  'some-input',
  'no-recent-input',
  'no-input-ever',
  'no-input-since-last-send',
  'soon-after-your-turn',
  'untrusted-keys',
  'typed-at-human-cadence',
  'typed-like-a-machine',
  'pasted',
  'inserted-without-keys',
  'driver-controls-browser',
  'descends-from-your-turn',
  'descends-from-automation',
  'descends-from-unclear',
  'started-by-schedule',
  'started-by-heartbeat',
  'started-by-webhook',
  'started-elsewhere',
]);
export type EvidenceId = z.infer<typeof EvidenceId>;

/** One statement; weight in nats, positive speaks for a program, negative for a person. */
export const Evidence = z.strictObject({
  id: EvidenceId,
  weight: z.number().check(z.minimum(-20), z.maximum(20)),
});
export type Evidence = z.infer<typeof Evidence>;

export const Verdict = z.strictObject({
  class: VerdictClass,
  /** Probability that no person started it, 0 to 1. */
  automated: z.number().check(z.minimum(0), z.maximum(1)),
  evidence: z.array(Evidence).check(z.maxLength(20)),
  /** The version of the weights it was judged with. */
  weights: z.string().check(z.regex(/^[\w.-]{1,20}$/)),
});
export type Verdict = z.infer<typeof Verdict>;
