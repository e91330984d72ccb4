import { i18n } from '#i18n';
import { siteName } from '../core/sites/site.ts';
import './watched-sites.css';

interface Props {
  sites: readonly { pattern: string; preset: boolean }[];
  onUnwatch: (pattern: string) => void;
}

export function WatchedSites({ sites, onUnwatch }: Props) {
  return (
    <section className="card watched-sites">
      <h2>{i18n.t('dashboard.sites')}</h2>
      {sites.length === 0 && <p className="soft">{i18n.t('dashboard.noSites')}</p>}
      <ul>
        {sites.map(({ pattern, preset }) => (
          <li key={pattern}>
            <span>
              {siteName(pattern)}
              {preset && <span className="soft"> · {i18n.t('site.preset')}</span>}
            </span>
            <button
              type="button"
              className="plain"
              aria-label={`${i18n.t('site.unwatch')}: ${siteName(pattern)}`}
              onClick={() => onUnwatch(pattern)}
            >
              {i18n.t('site.unwatch')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
