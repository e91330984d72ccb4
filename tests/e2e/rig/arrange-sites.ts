/** Sites and what the person says of tools, as they stand after some weeks of use. */
import type { Page } from 'puppeteer-core';
import type { ActionRule } from '../../../core/action-rules.ts';

interface Sites {
  on?: string[];
  off?: string[];
  /** Turned on once; the browser then took the permission back. */
  takenBack?: string[];
  /** As an administrator writes it: the system's own folders are no test's to write into. */
  policy?: Record<string, unknown>;
  actionTable?: ActionRule[];
}

/** These and no others, from the page's next load on. The rig must have been given their grants. */
export async function arrangeSites(page: Page, sites: Sites): Promise<void> {
  const { on = [], off = [], takenBack = [], policy = {}, actionTable = [] } = sites;
  const granted = [...on, ...off];
  await page.evaluate(async (grants) => {
    const { permissions, storage } = window.chrome;
    await storage.local.set({ sitesChosen: [], sitesOff: [] });
    const { origins = [] } = await permissions.getAll();
    if (origins.length > 0) await permissions.remove({ origins });
    if (grants.length > 0) await permissions.request({ origins: grants });
  }, granted);
  // The background writes down what was granted; what is arranged comes after that.
  await page.waitForFunction(
    async (grants) => {
      const { sitesChosen } = await window.chrome.storage.local.get('sitesChosen');
      return grants.every((grant) => sitesChosen?.includes(grant));
    },
    {},
    granted,
  );
  await page.evaluate((stored) => window.chrome.storage.local.set(stored), {
    sitesChosen: [...granted, ...takenBack],
    sitesOff: off,
    settings: { paused: false, actionTable },
  });
  await page.evaluateOnNewDocument((company) => {
    Object.assign(window.chrome.storage.managed, { get: () => Promise.resolve(company) });
  }, policy);
}

declare global {
  interface Window {
    chrome: {
      permissions: {
        getAll(): Promise<{ origins?: string[] }>;
        remove(permissions: { origins: string[] }): Promise<boolean>;
        request(permissions: { origins: string[] }): Promise<boolean>;
      };
      storage: {
        local: {
          get(key: 'sitesChosen'): Promise<{ sitesChosen?: string[] }>;
          set(values: object): Promise<void>;
        };
        managed: object;
      };
    };
  }
}
