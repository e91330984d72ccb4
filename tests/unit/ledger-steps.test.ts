/**
 * Every version of the store that was ever released, with a database saved from it. Adding a
 * step without its saved database fails here, and so does changing a step.
 */
import 'fake-indexeddb/auto';
import { existsSync, readFileSync } from 'node:fs';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../core/figures.ts';
import { Interaction } from '../../core/interaction.ts';
import { Rollup } from '../../core/rollup.ts';
import { Ledger } from '../../platform/ledger/ledger.ts';
import { steps } from '../../platform/ledger/steps/all.ts';
import { sampleId } from './sample.ts';

interface SavedLedger {
  version: number;
  stores: Record<string, string | null>;
  rows: Record<string, object[]>;
}

const fileOf = (version: number) => `tests/fixtures/ledger/version-${version}.json`;
const saved = (version: number): SavedLedger => JSON.parse(readFileSync(fileOf(version), 'utf8'));

describe('the store’s history', () => {
  it('counts up by one and has a saved database for every step', () => {
    expect(steps.map(({ version }) => version)).toEqual(steps.map((_, index) => index + 1));
    for (const { version } of steps)
      expect(existsSync(fileOf(version)), fileOf(version)).toBe(true);
  });

  it.each(steps)('has not changed step $version', ({ version, stores }) => {
    expect(stores).toEqual(saved(version).stores);
  });

  it.each(steps)(
    'opens a database of version $version with its figures unchanged',
    async ({ version }) => {
      const { stores, rows } = saved(version);
      const name = `saved-${sampleId()}`;
      const old = new Dexie(name);
      old.version(version).stores(stores);
      for (const [table, values] of Object.entries(rows)) await old.table(table).bulkAdd(values);
      old.close();
      const ledger = new Ledger(name);
      const { interactions, rollups } = await ledger.contents();
      expect(interactions).toHaveLength(rows['interactions']?.length ?? 0);
      for (const interaction of interactions) Interaction.parse(interaction);
      const oldRollups = rows['rollups'] ?? [];
      expect(figuresOf(rollups)).toEqual(figuresOf(oldRollups.map((row) => Rollup.parse(row))));
      expect(figuresOf(rollups).total.interactions).toBe(interactions.length);
      await ledger.delete();
    },
  );
});
