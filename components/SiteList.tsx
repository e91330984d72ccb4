import { i18n } from '#i18n';
import type { SiteFigures } from '../core/figures.ts';
import { siteName } from '../core/sites/site.ts';
import './site-list.css';
import { CLASSES, tokensText } from './words.ts';

export function SiteList({ sites }: { sites: readonly SiteFigures[] }) {
  const most = Math.max(1, ...sites.map(({ tokens }) => tokens));
  return (
    <section className="site-list">
      <h2>{i18n.t('sites.title')}</h2>
      <ul>
        {sites.map((site) => (
          <li key={site.site}>
            <span className="site-list-name" title={siteName(site.site)}>
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
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
