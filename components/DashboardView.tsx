import { i18n } from '#i18n';
import type { ActionRule } from '../core/action-rules.ts';
import type { ReactNode } from 'react';
import type { Figures } from '../core/figures.ts';
import type { SiteHealth } from '../core/health.ts';
import type { Interaction } from '../core/interaction.ts';
import type { SiteLeaning } from '../core/provenance/leaning.ts';
import type { ListedSite } from '../core/sites/site-list.ts';
import { ActionTable, type ActionTableEvents, type ToolSeen } from './ActionTable.tsx';
import { ClassGuide } from './ClassGuide.tsx';
import './dashboard-view.css';
import { ExportCard, type ExportState } from './ExportCard.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { Headline } from './Headline.tsx';
import { HealthList } from './HealthList.tsx';
import { InteractionList } from './InteractionList.tsx';
import type { InteractionRowEvents } from './InteractionRow.tsx';
import { Learned } from './Learned.tsx';
import type { LearnedSiteEvents } from './LearnedSite.tsx';
import { Mark } from './Mark.tsx';
import { type Range, RangeSwitch } from './RangeSwitch.tsx';
import { SiteList } from './SiteList.tsx';
import type { SiteRowEvents } from './SiteRow.tsx';
import { StoreTrouble } from './StoreTrouble.tsx';
import { WatchedSites } from './WatchedSites.tsx';

/** Sites listed under "By site". */
const SITES = 20;

/** What the dashboard can show. */
export type DashboardState =
  | { kind: 'loading' }
  | { kind: 'error'; details: string }
  | {
      kind: 'ready';
      range: Range;
      figures: Figures;
      latest: readonly Interaction[];
      /** Most used first. */
      tools: readonly ToolSeen[];
      /** What the person says of tools. */
      rules: readonly ActionRule[];
      /** Of each site with corrections what they have taught. */
      learned: readonly SiteLeaning[];
      health: readonly SiteHealth[];
      sites: readonly ListedSite[];
      /** What the company's policy says that is not listened to. */
      ignored: readonly string[];
      exporting: ExportState;
      now: number;
    };

export interface DashboardEvents
  extends SiteRowEvents, ActionTableEvents, InteractionRowEvents, LearnedSiteEvents {
  onRange: (range: Range) => void;
  onExport: () => void;
  onRetry: () => void;
}

type Ready = Extract<DashboardState, { kind: 'ready' }>;

export function DashboardView({
  state,
  events,
  adapters,
}: {
  state: DashboardState;
  events: DashboardEvents;
  /** What is known of apps; loaded apart. */
  adapters?: ReactNode;
}) {
  return (
    <div className="dashboard" data-testid="dashboard-state" data-state={state.kind}>
      <header>
        <Mark size={34} />
        <h1>{i18n.t('dashboard.title')}</h1>
        {state.kind === 'ready' && <RangeSwitch range={state.range} onRange={events.onRange} />}
      </header>
      <main>
        {state.kind === 'loading' && <output className="soft">{i18n.t('loading')}</output>}
        {state.kind === 'error' && (
          <StoreTrouble details={state.details} onRetry={events.onRetry} />
        )}
        {state.kind === 'ready' && <Content state={state} events={events} />}
      </main>
      {state.kind === 'ready' && adapters}
      <footer className="soft">{i18n.t('onThisDevice')}</footer>
    </div>
  );
}

function Content({ state, events }: { state: Ready; events: DashboardEvents }) {
  const { figures, latest, tools, rules, learned, health, sites, ignored, exporting, now } = state;
  return (
    <>
      <div className="column">
        <section className="card">
          {latest.length === 0 ? (
            <FirstSteps watching={sites.some(({ standing }) => standing === 'on')} />
          ) : (
            <Headline figures={figures} />
          )}
        </section>
        {latest.length > 0 && (
          <section className="card">
            <InteractionList interactions={latest} rules={rules} now={now} events={events} />
          </section>
        )}
      </div>
      <div className="column">
        {figures.bySite.length > 0 && (
          <section className="card">
            <SiteList sites={figures.bySite} atMost={SITES} />
          </section>
        )}
        {latest.length > 0 && (
          <section className="card">
            <h2>{i18n.t('dashboard.words')}</h2>
            <ClassGuide />
          </section>
        )}
        {learned.length > 0 && <Learned learned={learned} events={events} />}
        <WatchedSites sites={sites} ignored={ignored} events={events} />
        {(tools.length > 0 || rules.length > 0) && (
          <ActionTable tools={tools} rules={rules} events={events} />
        )}
        <HealthList sites={health} now={now} />
        <ExportCard state={exporting} onExport={events.onExport} />
        <section className="card">
          <h2>{i18n.t('dashboard.stored')}</h2>
          <p className="soft">{i18n.t('dashboard.storedHint')}</p>
        </section>
      </div>
    </>
  );
}
