import { i18n } from '#i18n';
import { useState } from 'react';
import type { ListedSite } from '../core/sites/site-list.ts';
import { type SiteRowEvents, SiteRow } from './SiteRow.tsx';
import { RemovedSite } from './RemovedSite.tsx';
import './switch.css';
import './watched-sites.css';

interface Props {
  sites: readonly ListedSite[];
  /** What the company's policy says that is not listened to. */
  ignored: readonly string[];
  events: SiteRowEvents;
}

export function WatchedSites({ sites, ignored, events }: Props) {
  // As long as this page is open; a site that is watched again is listed again.
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const gone = removed.filter((pattern) => !sites.some((site) => site.pattern === pattern));
  const onRemove = (pattern: string) => {
    setRemoved([...gone, pattern]);
    events.onRemove(pattern);
  };
  return (
    <section className="card watched-sites" data-testid="dashboard-sites">
      <h2>{i18n.t('dashboard.sites')}</h2>
      {sites.length === 0 && gone.length === 0 && (
        <p className="soft">{i18n.t('dashboard.noSites')}</p>
      )}
      <ul>
        {sites.map((site) => (
          <SiteRow key={site.pattern} site={site} events={{ ...events, onRemove }} />
        ))}
        {gone.map((pattern) => (
          <RemovedSite key={pattern} pattern={pattern} onWatch={events.onWatch} />
        ))}
      </ul>
      {ignored.length > 0 && (
        <p className="soft policy-ignored" data-testid="policy-ignored">
          {i18n.t('policy.ignored', [ignored.join(', ')])}
        </p>
      )}
    </section>
  );
}
