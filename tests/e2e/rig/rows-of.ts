import type { Page } from 'puppeteer-core';

/** How many rows a table of the ledger holds; `inside` is one of the extension's own pages. */
export function rowsOf(inside: Page, table: string): Promise<number> {
  return ask(inside, table, 'count');
}

/** All rows of a table. */
export function rowsIn<Row>(inside: Page, table: string): Promise<Row[]> {
  return ask(inside, table, 'getAll');
}

function ask<Answer>(inside: Page, table: string, what: 'count' | 'getAll'): Promise<Answer> {
  return inside.evaluate(
    (name, method) =>
      new Promise<Answer>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const asked = database.transaction(name).objectStore(name)[method]();
          asked.onsuccess = () => {
            database.close();
            resolve(asked.result as Answer);
          };
        };
      }),
    table,
    what,
  );
}
