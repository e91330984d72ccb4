import { i18n } from '#i18n';
import type { Figures } from '../core/figures.ts';
import type { Interaction } from '../core/interaction.ts';
import { Headline } from './Headline.tsx';
import { InteractionList } from './InteractionList.tsx';
import { Mark } from './Mark.tsx';
import { Notice } from './Notice.tsx';
import './popup-view.css';
import { type Range, RangeSwitch } from './RangeSwitch.tsx';
import { SiteCard, type SiteState } from './SiteCard.tsx';
import { SiteList } from './SiteList.tsx';

/** What the popup can show. */
export type PopupState =
  | { kind: 'loading' }
  | { kind: 'error'; details: string }
  | {
      kind: 'ready';
      paused: boolean;
      site: SiteState;
      /** Whether any site is watched at all. */
      watching: boolean;
      range: Range;
      figures: Figures;
      latest: readonly Interaction[];
      /** Answers that could not be counted fully. */
      troubles: number;
      now: number;
    };

export interface PopupEvents {
  onRange: (range: Range) => void;
  onPause: (paused: boolean) => void;
  onWatch: (pattern: string) => void;
  onUnwatch: (pattern: string) => void;
  onReload: () => void;
  onDashboard: () => void;
}

type Ready = Extract<PopupState, { kind: 'ready' }>;

export function PopupView({ state, events }: { state: PopupState; events: PopupEvents }) {
  return (
    <div className="popup" data-testid="popup-state" data-state={nameOf(state)}>
      <header>
        <Mark size={22} />
        <h1>Trueburn</h1>
        {state.kind === 'ready' && <PauseButton paused={state.paused} onPause={events.onPause} />}
      </header>
      <main>
        {state.kind === 'loading' && <Skeleton />}
        {state.kind === 'error' && (
          <Notice title={i18n.t('error.title')} hint={i18n.t('error.hint')}>
            <details>
              <summary>{i18n.t('error.details')}</summary>
              {state.details}
            </details>
          </Notice>
        )}
        {state.kind === 'ready' && <Content state={state} events={events} />}
      </main>
      <footer>
        <p className="soft">{i18n.t('onThisDevice')}</p>
        <button
          type="button"
          className="plain"
          data-testid="popup-open-dashboard"
          onClick={events.onDashboard}
        >
          {i18n.t('openDashboard')}
        </button>
      </footer>
    </div>
  );
}

/** One word for what is shown, for tests and styles. */
function nameOf(state: PopupState): string {
  if (state.kind !== 'ready') return state.kind;
  if (state.paused) return 'paused';
  if (state.figures.total.interactions > 0) return 'figures';
  return state.watching ? 'empty' : 'not-watching';
}

function Content({ state, events }: { state: Ready; events: PopupEvents }) {
  const { figures, latest, troubles, paused, watching } = state;
  const nothing = latest.length === 0;
  return (
    <>
      {paused && (
        <section className="card paused" role="status">
          <strong>{i18n.t('pause.title')}</strong> <span>{i18n.t('pause.hint')}</span>
        </section>
      )}
      <SiteCard
        site={state.site}
        onWatch={events.onWatch}
        onUnwatch={events.onUnwatch}
        onReload={events.onReload}
      />
      {nothing ? (
        <Notice
          title={i18n.t('empty.title')}
          hint={i18n.t(watching ? 'empty.hint' : 'empty.noSitesHint')}
        />
      ) : (
        <>
          <RangeSwitch range={state.range} onRange={events.onRange} />
          <Headline figures={figures} />
          {figures.bySite.length > 0 && <SiteList sites={figures.bySite} />}
          <InteractionList interactions={latest} now={state.now} />
        </>
      )}
      {troubles > 0 && (
        <p className="soft">{i18n.t('health.lines', troubles, [String(troubles)])}</p>
      )}
    </>
  );
}

function PauseButton({ paused, onPause }: { paused: boolean; onPause: (paused: boolean) => void }) {
  return (
    <button
      type="button"
      data-testid={paused ? 'popup-resume' : 'popup-pause'}
      onClick={() => onPause(!paused)}
    >
      {i18n.t(paused ? 'pause.resume' : 'pause.pause')}
    </button>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{i18n.t('dashboard.loading')}</span>
      {['site', 'range', 'share', 'bar', 'legend'].map((part) => (
        <span key={part} className={`skeleton-${part}`} />
      ))}
    </div>
  );
}
