import { i18n } from '#i18n';
import type { ListedSite } from '../core/sites/site-list.ts';
import { siteName } from '../core/sites/site.ts';
import './site-dot.css';

export interface SiteRowEvents {
  /** Turns it on; the browser asks where it has to. */
  onWatch: (pattern: string) => void;
  /** Turns it off and keeps the browser's permission. */
  onTurnOff: (pattern: string) => void;
  /** Gives the browser's permission back. */
  onRemove: (pattern: string) => void;
}

interface Props {
  site: ListedSite;
  events: SiteRowEvents;
}

export function SiteRow({ site, events }: Props) {
  const { pattern, source, standing } = site;
  const name = siteName(pattern);
  const switched = standing === 'on' || standing === 'off';
  // The permission of a build is not ours to give back, and a suggestion was never taken up.
  const removable = source !== 'build' && standing !== 'suggested';
  return (
    <li className="site-row" data-testid={`site-${standing}`} data-site={name}>
      {switched ? (
        <input
          type="checkbox"
          role="switch"
          className="switch"
          aria-label={i18n.t('siteRow.switch', [name])}
          data-testid="site-switch"
          checked={standing === 'on'}
          aria-checked={standing === 'on'}
          onChange={() => (standing === 'on' ? events.onTurnOff : events.onWatch)(pattern)}
        />
      ) : (
        <span className={`site-dot site-dot-${standing}`} aria-hidden="true" />
      )}
      <p className="site-row-name">
        <span>{name}</span>
        <span className="soft">{detailsOf(site)}</span>
      </p>
      {!switched && (
        <button
          type="button"
          className="primary"
          aria-label={`${watchText(site)}: ${name}`}
          data-testid="site-watch"
          onClick={() => events.onWatch(pattern)}
        >
          {watchText(site)}
        </button>
      )}
      {removable && (
        <button
          type="button"
          className="plain"
          aria-label={`${i18n.t('siteRow.remove')}: ${name}`}
          title={i18n.t('siteRow.removeHint')}
          data-testid="site-remove"
          onClick={() => events.onRemove(pattern)}
        >
          {i18n.t('siteRow.remove')}
        </button>
      )}
    </li>
  );
}

function watchText({ standing }: ListedSite): string {
  return i18n.t(standing === 'taken-back' ? 'site.grant' : 'site.watch');
}

const SOURCE_KEYS = {
  yours: 'siteRow.yours',
  build: 'site.preset',
  policy: 'siteRow.policy',
} as const;

function detailsOf({ source, standing }: ListedSite): string {
  switch (standing) {
    case 'suggested':
      return i18n.t('site.suggested');
    case 'taken-back':
      return i18n.t('site.takenBack');
    case 'off':
      return `${i18n.t('site.off')} · ${i18n.t(SOURCE_KEYS[source])}`;
    case 'on':
      return `${i18n.t('site.watched')} · ${i18n.t(SOURCE_KEYS[source])}`;
  }
}
