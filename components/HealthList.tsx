import { i18n } from '#i18n';
import type { SiteHealth } from '../core/health.ts';
import './health-line.css';
import './health-list.css';
import { SiteHealthItem } from './SiteHealthItem.tsx';

interface Props {
  /** Those with troubles first. */
  sites: readonly SiteHealth[];
  /** Milliseconds since the epoch. */
  now: number;
}

/** For each site when something was last counted well, and what was not. */
export function HealthList({ sites, now }: Props) {
  const well = sites.every(({ troubles }) => troubles.length === 0);
  return (
    <section className="card health" data-testid="dashboard-health">
      <h2>{i18n.t('health.title')}</h2>
      {well && <p className="soft">{i18n.t('health.good')}</p>}
      {sites.length > 0 && (
        <ul className="health-sites">
          {sites.map((site) => (
            <SiteHealthItem key={site.site} health={site} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
