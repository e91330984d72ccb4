/** A ledger as somebody's might look after a few weeks: always the same, relative to the day. */
import type { Page } from 'puppeteer-core';
import { daysBefore, localDay } from '../../core/days.ts';
import type { HealthEntry } from '../../core/health.ts';
import { interactionId } from '../../core/identity.ts';
import type { Interaction } from '../../core/interaction.ts';
import { MAX_TOKENS } from '../../core/limits.ts';
import { NO_CONTEXT } from '../../core/provenance/context.ts';
import { judge } from '../../core/provenance/judge.ts';
import type { SiteLeaning } from '../../core/provenance/leaning.ts';
import type { Signals } from '../../core/provenance/signals.ts';
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { quietSignals, typedSignals } from '../unit/sample.ts';
import { addRollups, type Rollup, rollupKey, rollupOf } from '../../core/rollup.ts';

const untouched: Signals = { ...quietSignals, pageAge: 600_000, sinceSend: 4_000 };
const typed: Signals = { ...untouched, ...typedSignals };
const pasted: Signals = { ...typed, cadence: null, trustedKeys: 3, fingeredKeys: 2, pastes: 1 };
const step: Signals = { ...untouched, turn: 'tool-results' };
const dictated: Signals = { ...untouched, sinceKey: 5_200, trustedKeys: 1, insertedBlocks: 2 };

interface Kind {
  site: string;
  protocol: Interaction['protocol'];
  model: string | null;
  signals: Signals;
  parent: VerdictClass | null;
  tokens: [input: number, output: number];
  estimated?: boolean;
  tools?: Interaction['toolCalls'];
}

const CHAT = 'https://chat.northwind.example';
const AGENTS = 'https://meshclaw.northwind.example';

const KINDS: readonly Kind[] = [
  {
    site: CHAT,
    protocol: 'openai-chat',
    model: 'gpt-5',
    signals: typed,
    parent: null,
    tokens: [1_840, 620],
  },
  {
    site: AGENTS,
    protocol: 'anthropic-messages',
    model: 'claude-opus-5',
    signals: step,
    parent: 'hands-on',
    tokens: [6_200, 410],
    tools: [
      { name: 'send_email', kind: 'email', effect: 'write' },
      { name: 'jira_search', kind: 'ticket', effect: 'read' },
    ],
  },
  {
    site: AGENTS,
    protocol: 'anthropic-messages',
    model: 'claude-opus-5',
    signals: untouched,
    parent: null,
    tokens: [3_900, 1_150],
  },
  {
    site: CHAT,
    protocol: 'ai-sdk-ui',
    model: null,
    signals: dictated,
    parent: null,
    tokens: [960, 340],
    estimated: true,
  },
  {
    site: CHAT,
    protocol: 'openai-chat',
    model: 'gpt-5-mini',
    signals: pasted,
    parent: null,
    tokens: [5_400, 880],
  },
];

/** Interactions of the 20 days up to `now` (ms since the epoch). */
export function sampleInteractions(now: number, timeZone: string): Interaction[] {
  const today = localDay(now, timeZone);
  return Array.from({ length: 20 }, (_, ago) =>
    Array.from({ length: 5 + ((ago * 7) % 9) }, (__, index): Interaction => {
      const kind = KINDS[(index + ago * 2) % KINDS.length] ?? KINDS[0];
      if (kind === undefined) throw new Error('There are no kinds.');
      const startedAt = now - ago * 86_400_000 - index * 840_000 - 120_000;
      const [inputTokens, outputTokens] = kind.tokens;
      return {
        id: interactionId(startedAt, new Uint8Array(16).fill(ago * 16 + index)),
        site: kind.site,
        protocol: kind.protocol,
        transport: 'fetch',
        startedAt,
        endedAt: startedAt + 6_000 + index * 900,
        status: index === 4 ? 'aborted' : 'complete',
        model: kind.model,
        conversation: null,
        calls: [],
        usage: {
          inputTokens: inputTokens + index * 13,
          outputTokens: outputTokens + ago * 7,
          cachedInputTokens: 0,
          reasoningTokens: 0,
          source: kind.estimated === true ? 'estimated' : 'reported',
        },
        toolCalls: kind.tools ?? [],
        parent: null,
        signals: kind.signals,
        day: daysBefore(today, ago),
        context: NO_CONTEXT,
        verdict: judge({
          signals: kind.signals,
          context: NO_CONTEXT,
          parent: kind.parent,
          leaning: null,
        }),
        change: null,
        flags: [],
        correction: null,
      };
    }),
  ).flat();
}

export function rollUp(interactions: readonly Interaction[]): Rollup[] {
  const sums = new Map<string, Rollup>();
  for (const rollup of interactions.map(rollupOf)) {
    const key = rollupKey(rollup).join(' ');
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? rollup : addRollups(sum, rollup));
  }
  return [...sums.values()];
}

/** A site whose answers now and then cannot be read. */
export function sampleHealth(now: number): HealthEntry[] {
  return [
    {
      page: interactionId(now, new Uint8Array(16)),
      site: AGENTS,
      reason: 'malformed',
      count: 2,
      firstAt: now - 3_600_000,
      lastAt: now - 600_000,
    },
  ];
}

/** A site that changed three days ago, by its answers, and one where a little went wrong. */
export function driftedHealth(now: number, changed: string = AGENTS): HealthEntry[] {
  const entry = (site: string, reason: HealthEntry['reason'], count: number, days: number) => ({
    page: interactionId(now, new Uint8Array(16).fill(count)),
    site,
    reason,
    count,
    firstAt: now - days * 86_400_000,
    lastAt: now - 600_000,
  });
  return [
    entry(changed, 'malformed', 23, 3),
    entry(changed, 'unreadable-request', 4, 2),
    entry(CHAT, 'too-large', 1, 1),
  ];
}

/** The interactions as they are where every answer of a site since then was not in its form. */
export function drifted(
  interactions: readonly Interaction[],
  now: number,
  changed: string = AGENTS,
): Interaction[] {
  return interactions.map((interaction) =>
    interaction.site === changed && interaction.startedAt > now - 3 * 86_400_000
      ? { ...interaction, status: 'error' }
      : interaction,
  );
}

const TOOLS: readonly string[] = [
  'slack_post_message',
  'create_pull_request',
  'web_search',
  'jira_update_issue',
  'kubectl_apply',
  'mcp__northwind__frobnicate',
  'read_file',
];

/** The interactions as they are where agents have many tools. */
export function withTools(interactions: readonly Interaction[]): Interaction[] {
  return interactions.map((interaction, index) => ({
    ...interaction,
    toolCalls: TOOLS.slice(0, (index * 5) % (TOOLS.length + 3)).map(
      (name) => ({ name, kind: 'other', effect: 'unknown' }) as const,
    ),
  }));
}

/** The longest names and the largest figures that the ledger takes. */
export function extremeInteractions(now: number, timeZone: string): Interaction[] {
  const longLabel = 'a-name-as-long-as-names-may-be-in-the-domain-name-system-of-us';
  return sampleInteractions(now, timeZone).map((interaction, index) => ({
    ...interaction,
    site: `https://${`${longLabel}.`.repeat(1 + (index % 3))}site-${index % 7}.example:65535`,
    model: `model/${'very-long-'.repeat(11)}${index % 9}`,
    usage: { ...interaction.usage, inputTokens: MAX_TOKENS, outputTokens: MAX_TOKENS },
  }));
}

interface Rows {
  interactions: readonly Interaction[];
  health?: readonly HealthEntry[];
  leanings?: readonly SiteLeaning[];
}

/** Makes the ledger hold these and their roll-ups, through one of the extension's pages. */
export async function seedLedger(
  page: Page,
  { interactions, health = [], leanings = [] }: Rows,
): Promise<void> {
  const corrections = interactions
    .filter(({ correction }) => correction !== null)
    .map(({ id, site, endedAt }) => ({ id, site, at: endedAt }));
  await page.evaluate(
    (rows: Record<string, readonly object[]>) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        // The extension makes its own ledger; one made here would be an empty shell.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(Object.keys(rows), 'readwrite');
          for (const [name, values] of Object.entries(rows)) {
            const store = transaction.objectStore(name);
            store.clear();
            for (const value of values) store.put(value);
          }
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
          transaction.onerror = () => reject(transaction.error ?? new Error('not written'));
        };
      }),
    { interactions, rollups: rollUp(interactions), health, corrections, leanings },
  );
}
