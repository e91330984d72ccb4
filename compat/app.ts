/** A real app that somebody else wrote, and how it is started and driven. One file declares one. */
import type { Page } from 'puppeteer-core';
import type { Act } from './served.ts';

export interface App {
  name: string;
  version: string;
  /** What npm installs, apart from our own packages. */
  packages: readonly string[];
  /** Packages whose install scripts must run. */
  scripts?: readonly string[];
  acts: readonly Act[];
  start(place: Place): Promise<RunningApp>;
}

export interface Place {
  /** Where it is installed. */
  installed: string;
  /** An empty folder for what it keeps, removed afterwards. */
  home: string;
  /** The model provider's API, ending in `/v1`. */
  provider: string;
  /** Where programs write what they print; by name. */
  log(name: string): string;
}

interface RunningApp {
  /** The page a person would open. */
  url: string;
  /** Stands in the page when it can be used. */
  ready: string;
  /** Folders that stand in for addresses outside, by how these begin. */
  standIns?: Readonly<Record<string, string>>;
  drive(driver: Driver): Promise<void>;
  close(): Promise<void>;
}

interface Driver {
  page: Page;
  /** Says on stderr what is being done. */
  say: (what: string) => void;
  /** Until that many calls of the act were served to their end. */
  served: (mark: string, calls?: number) => Promise<void>;
}
