/**
 * Rows of a table as one transaction reads them: many at a time, and each once. What a delivery
 * costs is the number of times it waits for the database, far more than what it reads.
 */
import type { Table } from 'dexie';

export class Rows<Row> {
  readonly #table: Pick<Table<Row, string>, 'bulkGet'>;
  readonly #read = new Map<string, Row | undefined>();

  constructor(table: Pick<Table<Row, string>, 'bulkGet'>) {
    this.#table = table;
  }

  /** Those of them that were not read yet, each once. */
  unread(keys: readonly string[]): string[] {
    return [...new Set(keys)].filter((key) => !this.#read.has(key));
  }

  /** Reads those that were not read yet. */
  async want(keys: readonly string[]): Promise<void> {
    const unread = this.unread(keys);
    if (unread.length === 0) return;
    const found = await this.#table.bulkGet(unread);
    for (const [index, key] of unread.entries()) this.#read.set(key, found[index]);
  }

  /** As it was when it was read; undefined where there is none. */
  get(key: string): Row | undefined {
    return this.#read.get(key);
  }
}
