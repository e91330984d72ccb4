/**
 * Raw facts about input around one send: counts and timings, never which key.
 * Times are milliseconds. What was not seen is null, and never counts for or against anyone; in what
 * has passed since something, null says that it never happened.
 */
import * as z from 'zod/mini';
import { MAX_COUNT } from '../limits.ts';

const Count = z.int().check(z.minimum(0), z.maximum(MAX_COUNT));
const Milliseconds = z.number().check(z.minimum(0), z.maximum(1e12));
const Ratio = z.number().check(z.minimum(0), z.maximum(1000));

/** The rhythm of the last keys pressed before the send, as moments and shares. */
export const Cadence = z.strictObject({
  /** Key presses the figures rest on. */
  keys: Count,
  /** Median time from one key going down to the next. */
  medianInterval: Milliseconds,
  /** Standard deviation of the intervals over their mean. */
  variation: Ratio,
  /** Median time a key was held. */
  medianHold: z.nullable(Milliseconds),
  /** Standard deviation of the holds over their mean. */
  holdVariation: z.nullable(Ratio),
  /** Median time from the last key going up to the next going down, where they did not overlap. */
  medianFlight: z.nullable(Milliseconds),
  /** Share of presses where the next key went down before this one was up. */
  rollover: z.number().check(z.minimum(0), z.maximum(1)),
});
export type Cadence = z.infer<typeof Cadence>;

/**
 * Who or what started a call, where the wire says so: `page` this very page, `elsewhere` another
 * tab, a command line or a script, `app` the app for itself. Of the rest the name says it.
 */
export const Trigger = z.enum([
  'page',
  'elsewhere',
  'schedule',
  'heartbeat',
  'webhook',
  'sub-agent',
  'app',
]);
export type Trigger = z.infer<typeof Trigger>;

export const Signals = z.strictObject({
  trigger: z.nullable(Trigger),
  /** What the request's last message was: a prompt, or results of tools the model had called. */
  turn: z.enum(['prompt', 'tool-results', 'not seen']),
  /** Since the last key that the browser vouches for; null: none in this page's life. */
  sinceKey: z.nullable(Milliseconds),
  /** Since the last click or touch that the browser vouches for; null: none. */
  sincePointer: z.nullable(Milliseconds),
  /** Since text last came in or was taken out, by whatever way; null: none. */
  sinceEntry: z.nullable(Milliseconds),
  /**
   * How long the last key or button before the send was held. Null: none within two seconds, it
   * was not let go, it went down the moment the one before was let go, assistive technology
   * pressed it, or the browser blurs its clock.
   */
  sendHold: z.nullable(Milliseconds),
  /** Age of the page at the send. */
  pageAge: Milliseconds,
  /** Since the previous send in this page; null: this is the first. */
  sinceSend: z.nullable(Milliseconds),
  /**
   * Since the answer to the latest send that came right after input was over, 0 while it is still
   * coming; null: there was none. Apps make calls of their own moments after a person's turn.
   */
  sinceTurn: z.nullable(Milliseconds),
  /** Counts, all since the previous send in this page. */
  trustedKeys: Count,
  /** Keys held as long as fingers hold them, with time between them: no program's burst. */
  fingeredKeys: Count,
  trustedPointers: Count,
  /** How often the pointer was seen to move. */
  moves: Count,
  /** Keys that the page's own scripts made up. */
  untrustedKeys: Count,
  /** Clicks and presses that the page's own scripts made up. */
  untrustedPointers: Count,
  /** Pastes and drops. */
  pastes: Count,
  compositions: Count,
  /** Whole blocks of text that appeared without keys, paste, drop or composition. */
  insertedBlocks: Count,
  /** Changes of text that no input of the browser's made: a script of the page did. */
  scriptedEntries: Count,
  /** Corrections: text taken out again. */
  deletions: Count,
  cadence: z.nullable(Cadence),
  visible: z.boolean(),
  focused: z.boolean(),
  /** The page says a driver controls the browser. */
  webdriver: z.boolean(),
});
export type Signals = z.infer<typeof Signals>;
