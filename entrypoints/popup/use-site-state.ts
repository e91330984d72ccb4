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

interface Here {
  site: SiteState;
  tab: CurrentTab | null;
}

/**
 * What the page the person came from is to us. A page that is busy answers late or never, so the
 * figures never wait for this.
 */
export function useSiteState(watched: readonly WatchedSite[] | undefined): Here {
  const [here, setHere] = useState<Here>({ site: { kind: 'looking' }, tab: null });
  useEffect(() => {
    if (watched === undefined) return undefined;
    let forgotten = false;
    let forgetTab = () => {};
    const look = async (tab: CurrentTab | null) => {
      const site = await siteState(tab, watched);
      if (!forgotten) setHere({ site, tab });
    };
    const begin = async () => {
      const tab = await currentTab();
      if (forgotten) return;
      if (tab !== null) forgetTab = watchTab(tab.id, () => void look(tab));
      await look(tab);
    };
    void begin();
    return () => {
      forgotten = true;
      forgetTab();
    };
  }, [watched]);
  return here;
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
