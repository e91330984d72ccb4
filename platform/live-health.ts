/** Live views of how well sites can be counted, for the extension's own pages. */
import { useLiveQuery } from 'dexie-react-hooks';
import { daysBefore, localDay } from '../core/days.ts';
import { HEALTH_WINDOW, type SiteHealth, siteHealth } from '../core/health.ts';
import type { Ledger } from './ledger/ledger.ts';

/** Good exchanges looked at for each site: enough to see a change, however long the history. */
const GOOD = 40;
/** Sites of this many days back are listed. */
const DAYS = 30;
const MAX_SITES = 30;

/**
 * Of one site; null where there is none in front. Undefined while it is read. Where the ledger does
 * not open, its figures say so; health is silent.
 */
export function useSiteHealth(ledger: Ledger, site: string | null): SiteHealth | null | undefined {
  return useLiveQuery(
    () => (site === null ? null : healthOf(ledger, site).catch(() => null)),
    [ledger, site],
  );
}

/** Of every site that did anything lately, those with troubles first. */
export function useHealth(ledger: Ledger): SiteHealth[] | undefined {
  return useLiveQuery(() => healthOfAll(ledger).catch(() => []), [ledger]);
}

async function healthOf(ledger: Ledger, site: string): Promise<SiteHealth> {
  const now = Date.now();
  const entries = await ledger.healthSince(now - HEALTH_WINDOW);
  // Where nothing went wrong nothing has to be told from the good.
  const troubled = entries.some((entry) => entry.site === site);
  const good = troubled ? await ledger.goodMoments(site, GOOD) : [];
  return siteHealth(site, good, entries, now);
}

async function healthOfAll(ledger: Ledger): Promise<SiteHealth[]> {
  const now = Date.now();
  const today = localDay(now, new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [rollups, entries] = await Promise.all([
    ledger.rollupsBetween(daysBefore(today, DAYS - 1), today),
    ledger.healthSince(now - HEALTH_WINDOW),
  ]);
  const sites = new Set([...entries, ...rollups].map(({ site }) => site));
  const all = await Promise.all(
    [...sites]
      .slice(0, MAX_SITES)
      .map(async (site) => siteHealth(site, await ledger.goodMoments(site, GOOD), entries, now)),
  );
  return all.toSorted(byUrgency);
}

function byUrgency(a: SiteHealth, b: SiteHealth): number {
  const changed = Number(b.changedSince !== null) - Number(a.changedSince !== null);
  return (
    changed ||
    Number(b.troubles.length > 0) - Number(a.troubles.length > 0) ||
    (b.lastGood ?? 0) - (a.lastGood ?? 0)
  );
}
