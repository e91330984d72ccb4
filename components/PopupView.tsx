import { i18n } from '#i18n';
import { Mark } from './Mark.tsx';
import { PauseButton } from './PauseButton.tsx';
import { PopupContent, type PopupEvents, type Ready } from './PopupContent.tsx';
import './popup-view.css';
import { Skeleton } from './Skeleton.tsx';
import { StoreTrouble } from './StoreTrouble.tsx';

/** What the popup can show. */
export type PopupState = { kind: 'loading' } | { kind: 'error'; details: string } | Ready;

export function PopupView({ state, events }: { state: PopupState; events: PopupEvents }) {
  return (
    <div className="popup" data-testid="popup-state" data-state={nameOf(state)}>
      <header>
        <Mark size={22} />
        <h1>{i18n.t('extensionName')}</h1>
        {state.kind === 'ready' && <PauseButton paused={state.paused} onPause={events.onPause} />}
      </header>
      <main>
        {state.kind === 'loading' && <Skeleton />}
        {state.kind === 'error' && (
          <StoreTrouble details={state.details} onRetry={events.onRetry} />
        )}
        {state.kind === 'ready' && <PopupContent state={state} events={events} />}
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
  if (state.latest.length > 0) return 'figures';
  return state.watching ? 'empty' : 'not-watching';
}
