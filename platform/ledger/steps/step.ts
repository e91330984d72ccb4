import type { Transaction } from 'dexie';

/**
 * One version of the store. Append-only: a released step is never edited, because somewhere a
 * browser still holds what it made. Each has a saved database under tests/fixtures/ledger.
 */
export interface Step {
  version: number;
  /** Dexie's notation: primary key first, then indexes. */
  stores: Record<string, string | null>;
  upgrade?: (transaction: Transaction) => Promise<void>;
}
