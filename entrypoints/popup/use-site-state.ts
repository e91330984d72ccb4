import { useEffect, useState } from 'react';
import type { SiteState } from '../../components/SiteCard.tsx';
import type { ListedSite } from '../../core/sites/site-list.ts';
import { covers, patternFor } from '../../core/sites/site.ts';
import {
  collectorRuns,
  type CurrentTab,
  currentTab,
  watchTab,
} from '../../platform/current-tab.ts';

interface Here {
  site: SiteState;
  tab: CurrentTab | null;
}

/**
 * What the page the person came from is to us. A page that is busy answers late or never, so the
 * figures never wait for this.
 */
export function useSiteState(sites: readonly ListedSite[] | undefined): Here {
  const [here, setHere] = useState<Here>({ site: { kind: 'looking' }, tab: null });
  useEffect(() => {
    if (sites === undefined) return undefined;
    let forgotten = false;
    let forgetTab = () => {};
    const look = async (tab: CurrentTab | null) => {
      const site = await siteState(tab, sites);
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
  }, [sites]);
  return here;
}

async function siteState(tab: CurrentTab | null, sites: readonly ListedSite[]): Promise<SiteState> {
  const url = tab?.url ?? null;
  const pattern = url === null ? null : patternFor(url);
  if (tab === null || url === null || pattern === null) return { kind: 'unwatchable' };
  // A page can lie under several: a site of its own and a company's wider pattern.
  const listed = sites.filter((candidate) => covers(candidate.pattern, url));
  const site = listed.find(({ standing }) => standing === 'on') ?? listed[0];
  if (site === undefined) return { kind: 'not-watched', pattern };
  const { standing, source } = site;
  if (standing === 'off') return { kind: 'not-watched', pattern: site.pattern };
  if (standing !== 'on') return { kind: standing, pattern: site.pattern };
  return (await collectorRuns(tab.id))
    ? { kind: 'watched', pattern: site.pattern, preset: source !== 'yours' }
    : { kind: 'reload', pattern: site.pattern };
}
