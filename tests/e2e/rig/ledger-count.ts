import type { Page } from 'puppeteer-core';

/** How many interactions the ledger holds; `inside` is one of the extension's own pages. */
export function ledgerCount(inside: Page): Promise<number> {
  return inside.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('trueburn');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const count = database.transaction('interactions').objectStore('interactions').count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
      }),
  );
}
