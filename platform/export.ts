/** Everything the person has, as one file. */
import { classified } from '../core/actions.ts';
import { localDay } from '../core/days.ts';
import { exportDocument } from '../core/export/export-document.ts';
import type { Evidence } from '../core/provenance/verdict.ts';
import type { Ledger } from './ledger/ledger.ts';
import { readSettings } from './settings-store.ts';
import { watchedSites } from './sites.ts';

export async function exportAsJson(
  ledger: Ledger,
  describe: (line: Evidence) => string,
): Promise<{ fileName: string; blob: Blob }> {
  const exportedAt = Date.now();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const [contents, sites, settings] = await Promise.all([
    ledger.contents(),
    watchedSites(),
    readSettings(),
  ]);
  // As the dashboard shows them: by what the person says of tools now.
  const interactions = contents.interactions.map((interaction) => ({
    ...interaction,
    toolCalls: interaction.toolCalls.map((call) => classified(call, settings.actionTable)),
  }));
  const document = exportDocument(
    { ...contents, interactions, sites, settings },
    { exportedAt, timeZone, describe },
  );
  return {
    fileName: `trueburn-${localDay(exportedAt, timeZone)}.json`,
    blob: new Blob([JSON.stringify(document, null, 1)], { type: 'application/json' }),
  };
}
