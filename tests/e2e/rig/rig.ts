/**
 * A real browser with the built extension in it, driven as a person would: the toolbar, the
 * popup's own button, the dashboard's own export.
 */
import type { Page } from 'puppeteer-core';
import type { ExportDocument } from '../../../core/export/export-document.ts';

export interface Rig {
  name: 'chromium' | 'firefox';
  /** A new tab at the address, in front, ready to be used. */
  open(url: string): Promise<Page>;
  /** The popup as it opens from the toolbar over this tab. */
  popup(over: Page): Promise<Page>;
  /** One of the extension's own pages in a tab. */
  extensionPage(file: string): Promise<Page>;
  /** The file that the dashboard's export button downloads. */
  exportLedger(): Promise<ExportDocument>;
  /**
   * Ends the background at once, as the browser does when memory is short. Resolves to whether it
   * was running; one that sleeps already needs no killing.
   */
  killBackground(): Promise<boolean>;
  /** Loads the extension's folder again, which holds another version of it by now. */
  update(): Promise<void>;
  close(): Promise<void>;
}

export interface RigOptions {
  /** The built extension. */
  extension: string;
  /** Hosts the browser gives without asking, as `http://127.0.0.1/*`. */
  grants?: string[];
  /** What the company's policy says, in Firefox: Chromium reads policies from the system alone. */
  policy?: object;
  /** The language of the browser's own words, English where it is left out. */
  language?: 'en' | 'de';
}
