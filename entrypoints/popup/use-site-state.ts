import { useEffect, useState } from 'react';
import type { SiteState } from '../../components/SiteCard.tsx';
import { covers, patternFor } from '../../core/sites/site.ts';
import {
  collectorRuns,
  type CurrentTab,
  currentTab,
  watchTab,
} from '../../platform/current-tab.ts';
import type { WatchedSite } from '../../platform/sites.ts';

/** What the page the person came from is to us; undefined until it is known. */
export function useSiteState(
  watched: readonly WatchedSite[] | undefined,
): { site: SiteState; tab: CurrentTab | null } | undefined {
  const [state, setState] = useState<{ site: SiteState; tab: CurrentTab | null }>();
  useEffect(() => {
    if (watched === undefined) return undefined;
    let forgotten = false;
    let forgetTab = () => {};
    const look = async (tab: CurrentTab | null) => {
      const site = await siteState(tab, watched);
      if (!forgotten) setState({ site, tab });
    };
    void currentTab().then((tab) => {
      if (forgotten) return;
      if (tab !== null) forgetTab = watchTab(tab.id, () => void look(tab));
      void look(tab);
    });
    return () => {
      forgotten = true;
      forgetTab();
    };
  }, [watched]);
  return state;
}

async function siteState(
  tab: CurrentTab | null,
  watched: readonly WatchedSite[],
): Promise<SiteState> {
  const url = tab?.url ?? null;
  const pattern = url === null ? null : patternFor(url);
  if (tab === null || url === null || pattern === null) return { kind: 'unwatchable' };
  const site = watched.find((candidate) => covers(candidate.pattern, url));
  if (site === undefined) return { kind: 'not-watched', pattern };
  if (await collectorRuns(tab.id)) return { kind: 'watched', ...site };
  return { kind: 'reload', pattern: site.pattern };
}
