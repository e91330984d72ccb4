/**
 * What a company may say to Trueburn by policy, and all of it: which sites and adapters to offer.
 * There is no field with which to read data, share anything, hide the pause or keep data longer,
 * and what is not a field here is not listened to, only named to the person.
 */
import * as z from 'zod/mini';
import { isMatchPattern, type MatchPattern } from './sites/site.ts';

const MAX_SITES = 200;
const MAX_ADAPTERS = 100;
/** What is named of what is not listened to: so many keys, each so long. */
const MAX_NAMED = 20;
const MAX_KEY = 60;

export const Policy = z.strictObject({
  /** Suggested to the person, who is asked by the browser before any of them is watched. */
  sites: z.array(z.custom<MatchPattern>(isMatchPattern)).check(z.maxLength(MAX_SITES)),
  /** Handed on as they are; whoever uses one validates it. */
  adapters: z.array(z.unknown()).check(z.maxLength(MAX_ADAPTERS)),
});
export type Policy = z.infer<typeof Policy>;

export interface PolicyReading {
  policy: Policy;
  /** The keys, and entries under `sites`, that say nothing Trueburn listens to. */
  ignored: string[];
}

/** Never fails: a company's mistake costs its own suggestions and nothing else. */
export function parsePolicy(stored: unknown): PolicyReading {
  const said: Record<string, unknown> =
    typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? { ...stored } : {};
  const { sites = [], adapters = [], ...others } = said;
  const ignored = Object.keys(others);
  const listed = listOf('sites', sites, ignored);
  for (const entry of listed) {
    if (!isMatchPattern(entry)) ignored.push(`sites: ${nameOf(entry)}`);
  }
  return {
    policy: {
      sites: [...new Set(listed.filter(isMatchPattern))].slice(0, MAX_SITES),
      adapters: listOf('adapters', adapters, ignored).slice(0, MAX_ADAPTERS),
    },
    ignored: ignored.slice(0, MAX_NAMED).map((name) => shortened(name)),
  };
}

function listOf(key: string, value: unknown, ignored: string[]): unknown[] {
  if (Array.isArray(value)) return value;
  ignored.push(key);
  return [];
}

function nameOf(entry: unknown): string {
  return typeof entry === 'string' ? entry : typeof entry;
}

/** Nobody's line breaks and no screenful: it is shown as one word in a sentence. */
function shortened(name: string): string {
  const line = name.replaceAll(/[^\P{C}]/gu, ' ');
  return line.length <= MAX_KEY ? line : `${line.slice(0, MAX_KEY)}…`;
}
