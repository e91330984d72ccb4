import { i18n } from '#i18n';
import { siteName } from '../core/sites/site.ts';
import './site-card.css';
import './site-dot.css';

/** What the page in front is to Trueburn; `looking` while that is being found out. */
export type SiteState =
  | { kind: 'looking' }
  | { kind: 'watched'; pattern: string; preset: boolean }
  | { kind: 'reload'; pattern: string }
  | { kind: 'not-watched'; pattern: string }
  /** It was watched until the browser took the permission back. */
  | { kind: 'taken-back'; pattern: string }
  /** The company's policy names it, and nobody turned it on. */
  | { kind: 'suggested'; pattern: string }
  | { kind: 'unwatchable' };

export interface SiteEvents {
  onWatch: (pattern: string) => void;
  onUnwatch: (pattern: string) => void;
  onReload: () => void;
}

interface Props {
  site: SiteState;
  /** Whether there is room to explain; beside figures there is not. */
  roomy: boolean;
  events: SiteEvents;
}

export function SiteCard({ site, roomy, events }: Props) {
  const hint = roomy ? hintOf(site) : null;
  return (
    <section
      className={`card site-card ${hint === null ? '' : 'site-card-roomy'}`}
      aria-label={i18n.t('site.label')}
      data-testid={`popup-site-${site.kind}`}
    >
      <span className={`site-dot site-dot-${site.kind}`} aria-hidden="true" />
      <p className="site-name">
        <span className="soft">{labelOf(site)}</span>
        {'pattern' in site && (
          <strong className="cut" title={siteName(site.pattern)}>
            {siteName(site.pattern)}
          </strong>
        )}
      </p>
      {hint !== null && <p className="site-hint soft">{hint}</p>}
      <Action site={site} events={events} />
    </section>
  );
}

function Action({ site, events }: { site: SiteState; events: SiteEvents }) {
  switch (site.kind) {
    case 'not-watched':
    case 'suggested':
    case 'taken-back':
      return (
        <button
          type="button"
          className="primary"
          data-testid="popup-watch"
          onClick={() => events.onWatch(site.pattern)}
        >
          {i18n.t(site.kind === 'taken-back' ? 'site.grant' : 'site.watch')}
        </button>
      );
    case 'reload':
      return (
        <button
          type="button"
          className="primary"
          data-testid="popup-reload"
          onClick={events.onReload}
        >
          {i18n.t('site.reload')}
        </button>
      );
    case 'watched':
      return (
        <button
          type="button"
          className="plain"
          data-testid="popup-unwatch"
          onClick={() => events.onUnwatch(site.pattern)}
        >
          {i18n.t('site.unwatch')}
        </button>
      );
    case 'looking':
    case 'unwatchable':
      return null;
  }
}

function labelOf(site: SiteState): string {
  switch (site.kind) {
    case 'looking':
      return i18n.t('site.looking');
    case 'watched':
      return site.preset
        ? `${i18n.t('site.watched')} · ${i18n.t('site.preset')}`
        : i18n.t('site.watched');
    case 'reload':
      return i18n.t('site.reloadFirst');
    case 'not-watched':
      return i18n.t('site.notWatched');
    case 'taken-back':
      return i18n.t('site.takenBack');
    case 'suggested':
      return i18n.t('site.suggested');
    case 'unwatchable':
      return i18n.t('site.unwatchable');
  }
}

function hintOf(site: SiteState): string | null {
  switch (site.kind) {
    case 'not-watched':
    case 'suggested':
      return i18n.t('site.watchHint', [siteName(site.pattern)]);
    case 'taken-back':
      return i18n.t('site.takenBackHint', [siteName(site.pattern)]);
    case 'reload':
      return i18n.t('site.reloadHint');
    case 'unwatchable':
      return i18n.t('site.unwatchableHint');
    case 'looking':
    case 'watched':
      return null;
  }
}
