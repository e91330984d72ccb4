/** Somebody or something that uses the app for a while. */
import type { Page } from 'puppeteer-core';
import type { Interaction } from '../../core/interaction.ts';
import type { LabBrowser, Stage } from './browser/lab-browser.ts';
import type { Kind, Split } from './recording.ts';

export interface Actor {
  name: string;
  split: Split;
  kind: Kind;
  /** Whose an interaction was, where a person and a program are at work in the same page. */
  whose?: (interaction: Interaction) => Kind;
  /** Needs keys of the operating system. */
  headed?: boolean;
  /** The app asks its model for a name for each new chat by itself. */
  namesChats?: boolean;
  /** Is given the page before it loads. */
  prepare?: (page: Page) => Promise<void>;
  /** `tell`: what the next interactions are done by, where there are several ways. */
  perform: (stage: Stage, lab: LabBrowser, tell: (act: string) => void) => Promise<void>;
}
