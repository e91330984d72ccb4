/** Somebody or something that uses the app for a while. */
import type { Page } from 'puppeteer-core';
import type { LabBrowser, Stage } from './lab-browser.ts';
import type { Recording, Split } from './recording.ts';

export interface Actor {
  name: string;
  split: Split;
  kind: Recording['kind'];
  /** Needs keys of the operating system. */
  headed?: boolean;
  /** Is given the page before it loads. */
  prepare?: (page: Page) => Promise<void>;
  /** `tell`: what the next interactions are done by, where there are several ways. */
  perform: (stage: Stage, lab: LabBrowser, tell: (act: string) => void) => Promise<void>;
}
