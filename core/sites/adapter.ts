/** Reads adapters as people write them, and says what is wrong with those it cannot take. */
import type * as z from 'zod/mini';
import { Adapter, SPOKEN_PROTOCOLS } from './adapter-schema.ts';
import { Trigger } from '../provenance/signals.ts';

/** What was expected at a place, in words for builds and logs; pages have their own. */
const EXPECTED = {
  json: 'JSON',
  object: 'an object in braces',
  list: 'a list of at most 50 adapters',
  version: 'the number 1, or nothing',
  name: 'a name of at most 80 characters that no other adapter has',
  site: 'the address of the app without a path, such as "https://chat.corp.example"',
  endpoint: 'a path that begins with "/", such as "/api/ask/*"',
  method: '"POST" or "GET"',
  protocol: `one of ${SPOKEN_PROTOCOLS.join(', ')}`,
  path: 'a dotted path such as "message.content" or "messages.*.text"',
  paths: 'a list of one to eight dotted paths, such as ["delta.text"]',
  word: 'what stands there on the wire: a short text, a number, true or false',
  trigger: `one of ${Trigger.options.join(', ')}`,
  triggers: 'at most 16 values',
  framing: '"events", "lines" or "document"',
  selector: 'a CSS selector of at most 300 characters',
  way: 'one of: "protocol"; "request" and "answer"; "screen"',
  nothing: 'no such field',
} as const;
type Expected = keyof typeof EXPECTED;

export interface AdapterProblem {
  /** `answer.text[0]`, with the adapter's place in front where there are several; empty: all. */
  where: string;
  expected: Expected;
  /** In English. */
  message: string;
}

const MAX_ADAPTERS = 50;
const MAX_CHARACTERS = 200_000;
const MAX_PROBLEMS = 20;

/** `json`: one adapter or a list of them, parsed or as text. Takes those that are in order. */
export function parseAdapters(json: unknown): { adapters: Adapter[]; problems: AdapterProblem[] } {
  const parsed = typeof json === 'string' ? parse(json) : json;
  if (parsed === undefined) return { adapters: [], problems: [problem('', 'json')] };
  const list: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (list.length > MAX_ADAPTERS) return { adapters: [], problems: [problem('', 'list')] };
  const adapters: Adapter[] = [];
  const problems: AdapterProblem[] = [];
  for (const [index, candidate] of list.entries()) {
    const place = Array.isArray(parsed) ? `[${index}]` : '';
    const { success, data, error } = Adapter.safeParse(candidate);
    const found = success
      ? together(data, adapters)
      : error.issues.flatMap((issue) => issueProblems(issue));
    for (const [where, expected] of found) problems.push(problem(join(place, where), expected));
    if (success && found.length === 0) adapters.push(data);
  }
  return { adapters, problems: problems.slice(0, MAX_PROBLEMS) };
}

type Place = [where: string, expected: Expected];

/** What no field can say by itself. */
function together(adapter: Adapter, before: readonly Adapter[]): Place[] {
  const { endpoint, protocol, request, answer, screen, name } = adapter;
  const places: Place[] = [];
  const described = request !== undefined || answer !== undefined;
  const ways = [protocol !== undefined, described, screen !== undefined];
  if (ways.filter(Boolean).length !== 1) return [['', 'way']];
  if (described && request === undefined) places.push(['request', 'object']);
  if (described && answer === undefined) places.push(['answer', 'object']);
  if (screen === undefined && endpoint === undefined) places.push(['endpoint', 'endpoint']);
  if (before.some((other) => other.name === name)) places.push(['name', 'name']);
  return places;
}

function issueProblems(issue: z.core.$ZodIssue): Place[] {
  const where = issue.path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : join(before, String(part)),
    '',
  );
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [join(where, key.slice(0, 40)), 'nothing']);
  }
  // A key of an object that is no word.
  if (issue.code === 'invalid_key') return [[where, 'word']];
  return [[where, isExpected(issue.message) ? issue.message : 'object']];
}

function isExpected(message: string): message is Expected {
  return Object.hasOwn(EXPECTED, message);
}

function problem(where: string, expected: Expected): AdapterProblem {
  const what = `expected ${EXPECTED[expected]}`;
  return { where, expected, message: where === '' ? what : `${where}: ${what}` };
}

function join(before: string, after: string): string {
  return before === '' || after === '' ? before + after : `${before}.${after}`;
}

function parse(text: string): unknown {
  if (text.length > MAX_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
