import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { ExportDocument } from '../../../core/export/export-document.ts';
import { until } from '../../until.ts';

/** Presses the dashboard's export button and reads the file that arrives. */
export async function downloadedExport(
  extensionPage: (file: string) => Promise<Page>,
  downloads: string,
): Promise<ExportDocument> {
  const page = await extensionPage('dashboard.html');
  const button = await page.waitForSelector('[data-testid=dashboard-export]');
  await button?.click();
  const file = await until(async () => {
    const files = await readdir(downloads).catch(() => []);
    return files.find((name) => /^trueburn-\d{4}-\d\d-\d\d\.json$/.test(name));
  });
  // A browser may name the file before it is whole.
  const document = await until(async () => parse(await readFile(join(downloads, file), 'utf8')));
  await rm(join(downloads, file));
  await page.close();
  return document;
}

function parse(text: string): ExportDocument | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
