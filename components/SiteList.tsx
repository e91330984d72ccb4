import { i18n } from '#i18n';
import type { SiteFigures } from '../core/figures.ts';
import { siteName } from '../core/sites/site.ts';
import './site-list.css';
import { CLASSES, tokensText } from './words.ts';

interface Props {
  /** Most tokens first. */
  sites: readonly SiteFigures[];
  /** How many are listed; the others are only counted. */
  atMost: number;
}

export function SiteList({ sites, atMost }: Props) {
  const most = Math.max(1, ...sites.map(({ tokens }) => tokens));
  const others = sites.length - atMost;
  return (
    <section className="site-list">
      <h2>{i18n.t('sites.title')}</h2>
      <ul>
        {sites.slice(0, atMost).map((site) => (
          <li key={site.site}>
            <span className="cut" title={siteName(site.site)}>
              {siteName(site.site)}
            </span>
            <span className="number soft">{tokensText(site.tokens)}</span>
            <span
              className="site-list-bar"
              style={{ inlineSize: `${(site.tokens / most) * 100}%` }}
              aria-hidden="true"
            >
              {CLASSES.map((name) => (
                <span
                  key={name}
                  className={`fill-${name}`}
                  style={{ flexGrow: site.byClass[name].tokens }}
                  hidden={site.byClass[name].tokens === 0}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="soft">{i18n.t('sites.others', others, [String(others)])}</p>}
    </section>
  );
}
