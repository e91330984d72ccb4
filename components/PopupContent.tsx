import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import type { Figures } from '../core/figures.ts';
import type { SiteHealth } from '../core/health.ts';
import type { Interaction } from '../core/interaction.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { Headline } from './Headline.tsx';
import { HealthLine } from './HealthLine.tsx';
import { InteractionList } from './InteractionList.tsx';
import type { InteractionRowEvents } from './InteractionRow.tsx';
import { type Range, RangeSwitch } from './RangeSwitch.tsx';
import { SiteCard, type SiteEvents, type SiteState } from './SiteCard.tsx';
import { SiteList } from './SiteList.tsx';

/** Sites listed under "By site". */
const SITES = 4;

export interface Ready {
  kind: 'ready';
  paused: boolean;
  site: SiteState;
  /** Whether any site is watched at all. */
  watching: boolean;
  range: Range;
  figures: Figures;
  latest: readonly Interaction[];
  /** What the person says of tools. */
  rules: readonly ActionRule[];
  /** Of the site in front, where there is one. */
  health: SiteHealth | null;
  now: number;
}

export interface PopupEvents extends SiteEvents, InteractionRowEvents {
  onRange: (range: Range) => void;
  onPause: (paused: boolean) => void;
  onRetry: () => void;
  onDashboard: () => void;
}

export function PopupContent({ state, events }: { state: Ready; events: PopupEvents }) {
  const { figures, latest, paused, site } = state;
  const nothing = latest.length === 0;
  return (
    <>
      {paused ? (
        <output className="card paused">
          <strong>{i18n.t('pause.title')}</strong> {i18n.t('pause.hint')}
        </output>
      ) : (
        <SiteCard site={site} roomy={nothing} events={events} />
      )}
      {state.health !== null && <HealthLine health={state.health} now={state.now} />}
      {nothing ? (
        <FirstSteps watching={state.watching} />
      ) : (
        <>
          <RangeSwitch range={state.range} onRange={events.onRange} />
          <Headline figures={figures} />
          {figures.bySite.length > 0 && <SiteList sites={figures.bySite} atMost={SITES} />}
          <InteractionList
            interactions={latest}
            rules={state.rules}
            now={state.now}
            events={events}
          />
        </>
      )}
    </>
  );
}
