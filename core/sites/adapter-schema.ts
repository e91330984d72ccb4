/**
 * What a person or their company knows about an app that Trueburn does not: where it asks, and
 * where in request and answer the figures stand. Or that it speaks a protocol Trueburn knows. Or,
 * where the wire cannot be read, where on the screen question and answer appear.
 *
 * Where a schema has a text, it says what is expected; `adapter.ts` has the words.
 */
import * as z from 'zod/mini';
import { Origin, ProtocolName } from '../interaction.ts';
import { Trigger } from '../provenance/signals.ts';
import { isFieldPath } from './field-path.ts';

/** Those that read requests and answers which may stand under another path. */
const SPOKEN = ProtocolName.options.filter(
  (name) => !['adapter', 'screen', 'openclaw', 'm365-copilot', 'copilot'].includes(name),
);

/** Nothing a person reads is hidden in it, and it fits on a line. */
export const AdapterName = z.string('name').check(z.regex(/^\S[^\p{C}]{0,79}$/u, 'name'));

const Site = z.string('site').check(z.refine((site) => Origin.safeParse(site).success, 'site'));

/** A path, or an address where the app asks another host. */
const Endpoint = z
  .string('endpoint')
  .check(z.regex(/^(?:https?:\/\/[\w.:[\]-]{1,200})?\/[^\s?#]{0,320}$/, 'endpoint'));

const Path = z.string('path').check(z.refine(isFieldPath, 'path'));
const Paths = z.array(Path, 'paths').check(z.minLength(1, 'paths'), z.maxLength(8, 'paths'));

/** What stands on the wire, as text. */
const Word = z.string('word').check(z.regex(/^[^\p{C}]{1,80}$/u, 'word'));

const When = z.strictObject(
  {
    path: Path,
    equals: z.union([z.string().check(z.maxLength(80)), z.number(), z.boolean()], 'word'),
  },
  'object',
);

const MAX_TRIGGERS = 16;

const RequestPaths = z.strictObject(
  {
    model: z.optional(Path),
    conversation: z.optional(Path),
    text: z.optional(Paths),
    trigger: z.optional(
      z.strictObject(
        {
          path: Path,
          values: z
            .record(Word, z.enum(Trigger.options, 'trigger'), 'object')
            .check(z.refine((values) => Object.keys(values).length <= MAX_TRIGGERS, 'triggers')),
        },
        'object',
      ),
    ),
  },
  'object',
);

const AnswerPaths = z.strictObject(
  {
    framing: z.enum(['events', 'lines', 'document'], 'framing'),
    text: Paths,
    model: z.optional(Path),
    inputTokens: z.optional(Path),
    outputTokens: z.optional(Path),
    cachedInputTokens: z.optional(Path),
    reasoningTokens: z.optional(Path),
    tools: z.optional(Path),
    end: z.optional(When),
    error: z.optional(When),
  },
  'object',
);
export type AnswerPaths = z.infer<typeof AnswerPaths>;

/** Whether it selects anything, only the page can say. */
const Selector = z.string('selector').check(z.regex(/^\S[^\p{C}]{0,299}$/u, 'selector'));

const ScreenPlaces = z.strictObject(
  { composer: Selector, answers: Selector, send: z.optional(Selector) },
  'object',
);
export type ScreenPlaces = z.infer<typeof ScreenPlaces>;

/** Which of its parts go together, `parseAdapters` looks at. */
export const Adapter = z.strictObject(
  {
    version: z.optional(z.literal(1, 'version')),
    name: AdapterName,
    site: Site,
    endpoint: z.optional(Endpoint),
    method: z.optional(z.enum(['POST', 'GET'], 'method')),
    protocol: z.optional(z.enum(SPOKEN, 'protocol')),
    request: z.optional(RequestPaths),
    answer: z.optional(AnswerPaths),
    screen: z.optional(ScreenPlaces),
  },
  'object',
);
export type Adapter = z.infer<typeof Adapter>;

/** What an adapter may speak. */
export const SPOKEN_PROTOCOLS: readonly ProtocolName[] = SPOKEN;
