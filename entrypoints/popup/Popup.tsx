import { useState } from 'react';
import { type PopupState, PopupView } from '../../components/PopupView.tsx';
import type { Range } from '../../components/RangeSwitch.tsx';
import { openDashboard, reloadTab } from '../../platform/current-tab.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import { useLedgerView, useSettings, useSites } from '../../platform/live.ts';
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

  const state = (): PopupState => {
    if (view !== undefined && 'failed' in view) return { kind: 'error', details: view.failed };
    if (view === undefined || sites === undefined || settings === undefined) {
      return { kind: 'loading' };
    }
    const since = startOf(range, now);
    return {
      kind: 'ready',
      paused: settings.paused,
      site: here.site,
      watching: sites.some(({ standing }) => standing === 'on'),
      range,
      figures: view.figures,
      latest: view.latest,
      troubles: view.health
        .filter(({ lastAt }) => lastAt >= since)
        .reduce((sum, { count }) => sum + count, 0),
      now,
    };
  };

  return (
    <PopupView
      state={state()}
      events={{
        onRange: setRange,
        onPause: (paused) => void changeSettings({ paused }),
        onWatch: (pattern) => void watchSite(pattern),
        onUnwatch: (pattern) => void removeSite(pattern),
        onReload: () => {
          if (here.tab !== null) void reloadTab(here.tab.id);
        },
        onRetry: () => location.reload(),
        onDashboard: () => void openDashboard(),
      }}
    />
  );
}

/** The local midnight with which a range begins. */
function startOf(range: Range, now: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - (range - 1));
  return day.getTime();
}
