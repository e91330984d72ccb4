import { i18n } from '#i18n';
import { siteName } from '../core/sites/site.ts';
import './site-card.css';

/** What the page in front is to Trueburn. */
export type SiteState =
  | { kind: 'watched'; pattern: string; preset: boolean }
  | { kind: 'reload'; pattern: string }
  | { kind: 'not-watched'; pattern: string }
  | { kind: 'unwatchable' };

interface Props {
  site: SiteState;
  onWatch: (pattern: string) => void;
  onUnwatch: (pattern: string) => void;
  onReload: () => void;
}

export function SiteCard({ site, onWatch, onUnwatch, onReload }: Props) {
  const { title, hint } = WORDS[site.kind](
    site.kind === 'unwatchable' ? '' : siteName(site.pattern),
  );
  return (
    <section className="card site-card" data-testid={`popup-site-${site.kind}`}>
      <span className={`site-dot site-dot-${site.kind}`} aria-hidden="true" />
      <div>
        <h2>{title}</h2>
        <p className="soft">
          {hint}
          {site.kind === 'watched' && site.preset ? ` ${i18n.t('site.preset')}.` : ''}
        </p>
      </div>
      {site.kind === 'not-watched' && (
        <button
          type="button"
          className="primary"
          data-testid="popup-watch"
          onClick={() => onWatch(site.pattern)}
        >
          {i18n.t('site.watch')}
        </button>
      )}
      {site.kind === 'reload' && (
        <button type="button" className="primary" data-testid="popup-reload" onClick={onReload}>
          {i18n.t('site.reload')}
        </button>
      )}
      {site.kind === 'watched' && (
        <button
          type="button"
          className="plain"
          data-testid="popup-unwatch"
          onClick={() => onUnwatch(site.pattern)}
        >
          {i18n.t('site.unwatch')}
        </button>
      )}
    </section>
  );
}

const WORDS: Record<SiteState['kind'], (name: string) => { title: string; hint: string }> = {
  watched: (name) => ({
    title: i18n.t('site.watched', [name]),
    hint: i18n.t('site.watchedHint'),
  }),
  reload: (name) => ({
    title: i18n.t('site.watched', [name]),
    hint: i18n.t('site.reloadHint', [name]),
  }),
  'not-watched': (name) => ({
    title: i18n.t('site.notWatched', [name]),
    hint: i18n.t('site.watchHint', [name]),
  }),
  unwatchable: () => ({
    title: i18n.t('site.unwatchable'),
    hint: i18n.t('site.unwatchableHint'),
  }),
};
