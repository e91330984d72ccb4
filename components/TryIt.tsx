import { i18n } from '#i18n';
import { useId } from 'react';
import type { Sighting } from '../core/sites/sighting.ts';
import { siteName } from '../core/sites/site.ts';
import { Notice } from './Notice.tsx';
import { SightingRow } from './SightingRow.tsx';
import './try-it.css';

/** Exchanges listed; older ones go. */
const LISTED = 100;

interface Props {
  sites: readonly string[];
  site: string | null;
  sightings: readonly Sighting[];
  /** Whether something unsaved is being written. */
  busy: boolean;
  onTry: (site: string | null) => void;
  onStart: (sighting: Sighting) => void;
}

/** What one site sends and gets, as it happens, and what became of it. */
export function TryIt({ sites, site, sightings, busy, onTry, onStart }: Props) {
  const id = useId();
  const newestFirst = sightings.toSorted((a, b) => b.at - a.at).slice(0, LISTED);
  return (
    <section className="card try-it" aria-labelledby={`${id}-title`}>
      <header>
        <div>
          <h2 id={`${id}-title`}>{i18n.t('tryIt.title')}</h2>
          <p className="soft">{i18n.t('tryIt.hint')}</p>
        </div>
        {sites.length > 0 && (
          <label>
            <span className="soft">{i18n.t('tryIt.site')}</span>
            <select
              data-testid="try-site"
              value={site ?? ''}
              onChange={({ target }) => onTry(target.value === '' ? null : target.value)}
            >
              <option value="">{i18n.t('tryIt.choose')}</option>
              {sites.map((pattern) => (
                <option key={pattern} value={pattern}>
                  {siteName(pattern)}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      <output className="soft" data-testid="try-seen">
        {newestFirst.length > 0 &&
          i18n.t('tryIt.seen', newestFirst.length, [String(newestFirst.length)])}
      </output>
      {sites.length === 0 && <p className="try-it-hint">{i18n.t('tryIt.noSites')}</p>}
      {sites.length > 0 && site === null && (
        <p className="try-it-hint">{i18n.t('tryIt.chooseHint')}</p>
      )}
      {site !== null && newestFirst.length === 0 && (
        <Notice title={i18n.t('tryIt.waitingTitle')} hint={i18n.t('tryIt.waitingHint')} />
      )}
      <ul>
        {newestFirst.map((sighting) => (
          <li key={sighting.id}>
            <SightingRow sighting={sighting} busy={busy} onStart={() => onStart(sighting)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
