import { useState } from 'react';
import { type PopupState, PopupView } from '../../components/PopupView.tsx';
import type { Range } from '../../components/RangeSwitch.tsx';
import { openDashboard, reloadTab } from '../../platform/current-tab.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import { useLedgerView, useSettings, useSites } from '../../platform/live.ts';
import { useSiteHealth } from '../../platform/live-health.ts';
import { changeSettings } from '../../platform/settings-store.ts';
import { removeSite, watchSite } from '../../platform/sites.ts';
import { useSiteState } from './use-site-state.ts';

/** Interactions listed under "Latest". */
const LATEST = 6;

export function Popup({ ledger }: { ledger: Ledger }) {
  const [range, setRange] = useState<Range>(1);
  const [now] = useState(() => Date.now());
  const view = useLedgerView(ledger, range, LATEST);
  const settings = useSettings();
  const sites = useSites()?.sites;
  const here = useSiteState(sites);
  // The figures never wait for it.
  const health = useSiteHealth(ledger, originOf(here.tab?.url ?? null)) ?? null;

  const state = (): PopupState => {
    if (view !== undefined && 'failed' in view) return { kind: 'error', details: view.failed };
    if (view === undefined || sites === undefined || settings === undefined) {
      return { kind: 'loading' };
    }
    return {
      kind: 'ready',
      paused: settings.paused,
      site: here.site,
      watching: sites.some(({ standing }) => standing === 'on'),
      range,
      figures: view.figures,
      latest: view.latest,
      rules: settings.actionTable,
      health,
      now,
    };
  };

  return (
    <PopupView
      state={state()}
      events={{
        onRange: setRange,
        onPause: (paused) => void changeSettings(() => ({ paused })),
        onWatch: (pattern) => void watchSite(pattern),
        onUnwatch: (pattern) => void removeSite(pattern),
        onCorrect: (id, correction) => void ledger.correct(id, correction, Date.now()),
        onReload: () => {
          if (here.tab !== null) void reloadTab(here.tab.id);
        },
        onRetry: () => location.reload(),
        onDashboard: () => void openDashboard(),
      }}
    />
  );
}

function originOf(url: string | null): string | null {
  return url === null ? null : (URL.parse(url)?.origin ?? null);
}
