import type { Page } from 'puppeteer-core';

/** How many rows a table of the ledger holds; `inside` is one of the extension's own pages. */
export function rowsOf(inside: Page, table: string): Promise<number> {
  return inside.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const count = database.transaction(name).objectStore(name).count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
      }),
    table,
  );
}

/** All rows of a table. */
export function rowsIn<Row>(inside: Page, table: string): Promise<Row[]> {
  return inside.evaluate(
    (name) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction(name).objectStore(name).getAll();
          all.onsuccess = () => {
            database.close();
            resolve(all.result as Row[]);
          };
        };
      }),
    table,
  );
}
