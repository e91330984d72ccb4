/**
 * The export, version 1: a promise to the people who keep it. Fields are only ever added.
 * Times are UTC; a roll-up's day is a local day in `timeZone`.
 */
import type { HealthEntry } from '../health.ts';
import type { Interaction } from '../interaction.ts';
import type { Evidence } from '../provenance/verdict.ts';
import type { Rollup } from '../rollup.ts';
import type { Settings } from '../settings.ts';

export interface LedgerContents {
  interactions: readonly Interaction[];
  rollups: readonly Rollup[];
  sites: readonly { pattern: string; preset: boolean }[];
  settings: Settings;
  health: readonly HealthEntry[];
}

export interface ExportOccasion {
  /** Milliseconds since the epoch. */
  exportedAt: number;
  timeZone: string;
  /** The words for an evidence line. */
  describe: (line: Evidence) => string;
}

export type ExportDocument = ReturnType<typeof exportDocument>;

export function exportDocument(contents: LedgerContents, occasion: ExportOccasion) {
  return {
    format: 'trueburn' as const,
    version: 1 as const,
    exportedAt: utc(occasion.exportedAt),
    timeZone: occasion.timeZone,
    interactions: contents.interactions.map((interaction) =>
      exportInteraction(interaction, occasion),
    ),
    rollups: contents.rollups.map((rollup) => ({ ...rollup, model: rollup.model || null })),
    sites: contents.sites,
    settings: contents.settings,
    health: contents.health.map((entry) => ({
      ...entry,
      firstAt: utc(entry.firstAt),
      lastAt: utc(entry.lastAt),
    })),
  };
}

function exportInteraction(interaction: Interaction, { describe }: ExportOccasion) {
  const { id, site, protocol, transport, startedAt, endedAt, verdict, ...rest } = interaction;
  return {
    id,
    site,
    protocol,
    transport,
    startedAt: utc(startedAt),
    endedAt: utc(endedAt),
    ...rest,
    verdict: {
      ...verdict,
      evidence: verdict.evidence.map((line) => ({ ...line, text: describe(line) })),
    },
  };
}

function utc(moment: number): string {
  return new Date(moment).toISOString();
}
