/** Live views of what is kept, for the extension's own pages. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { daysBefore, localDay } from '../core/days.ts';
import { type Figures, figuresOf } from '../core/figures.ts';
import type { Interaction } from '../core/interaction.ts';
import type { Ledger, ToolSeen } from './ledger/ledger.ts';
import type { SiteLeaning } from '../core/provenance/leaning.ts';
import type { ListedSite } from '../core/sites/site-list.ts';
import { readPolicy } from './policy.ts';
import { listedSites, watchSitesChange } from './sites.ts';
import { readSettings, watchSettings } from './settings-store.ts';
import type { Settings } from '../core/settings.ts';

/** What a page needs of the ledger. */
export interface LedgerView {
  figures: Figures;
  latest: Interaction[];
}

/** Undefined while it is read; what went wrong where it cannot be. */
export type Live<Value> = Value | undefined | { failed: string };

/** `days`: how many local days back, today included. */
export function useLedgerView(ledger: Ledger, days: number, count: number): Live<LedgerView> {
  return useLiveQuery(async () => {
    try {
      const today = localDay(Date.now(), new Intl.DateTimeFormat().resolvedOptions().timeZone);
      const [rollups, latest] = await Promise.all([
        ledger.rollupsBetween(daysBefore(today, days - 1), today),
        ledger.latest(count),
      ]);
      return { figures: figuresOf(rollups), latest };
    } catch (error) {
      return { failed: String(error) };
    }
  }, [ledger, days, count]);
}

/** Interactions looked through for the tools they called. */
const LOOKED_THROUGH = 500;

/** Where the ledger does not open, its figures say so. */
export function useToolsSeen(ledger: Ledger): readonly ToolSeen[] | undefined {
  return useLiveQuery(() => ledger.toolsSeen(LOOKED_THROUGH).catch(() => []), [ledger]);
}

/** Where the ledger does not open, its figures say so. */
export function useLearned(ledger: Ledger): readonly SiteLeaning[] | undefined {
  return useLiveQuery(() => ledger.learned().catch(() => []), [ledger]);
}

export interface SitesView {
  sites: readonly ListedSite[];
  /** What the company's policy says that is not listened to. */
  ignored: readonly string[];
}

export function useSites(): SitesView | undefined {
  const [view, setView] = useState<SitesView>();
  useEffect(() => {
    const read = async () => {
      const [sites, { ignored }] = await Promise.all([listedSites(), readPolicy()]);
      setView({ sites, ignored });
    };
    void read();
    return watchSitesChange(() => void read());
  }, []);
  return view;
}

export function useSettings(): Settings | undefined {
  const [settings, setSettings] = useState<Settings>();
  useEffect(() => {
    void readSettings().then(setSettings);
    return watchSettings(setSettings);
  }, []);
  return settings;
}
