/** What we say of an interaction, and why. */
import * as z from 'zod/mini';

export const VerdictClass = z.enum(['hands-on', 'delegated', 'automated', 'unclear']);
export type VerdictClass = z.infer<typeof VerdictClass>;

/** Every statement that can stand in a verdict; its words are in the locale files. */
export const EvidenceId = z.enum([
  'sent-by-hand',
  'sent-in-no-time',
  'sent-mid-typing',
  'recent-input',
  'some-input',
  'no-recent-input',
  'no-input-ever',
  'no-input-since-last-send',
  'soon-after-your-turn',
  'untrusted-keys',
  'untrusted-clicks',
  'scripted-text',
  'typed-at-human-cadence',
  'typed-like-a-machine',
  'keys-by-hand',
  'pointer-travelled',
  'edited',
  'composed',
  'pasted',
  'inserted-without-keys',
  'sent-as-it-appeared',
  'keeps-a-schedule',
  'same-size-every-time',
  'others-without-you',
  'answer-used',
  'answer-unread',
  'driver-controls-browser',
  'your-corrections',
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
  /** How many corrections it was learned from. */
  count: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
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
