import { useState } from 'react';
import { type PopupState, PopupView } from '../../components/PopupView.tsx';
import type { Range } from '../../components/RangeSwitch.tsx';
import { openDashboard, reloadTab } from '../../platform/current-tab.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import { useLedgerView, useSettings, useWatchedSites } from '../../platform/live.ts';
import { changeSettings } from '../../platform/settings-store.ts';
import { unwatchSite, watchSite } from '../../platform/sites.ts';
import { useSiteState } from './use-site-state.ts';

/** Interactions listed under "Latest". */
const LATEST = 6;

export function Popup({ ledger }: { ledger: Ledger }) {
  const [range, setRange] = useState<Range>(1);
  const view = useLedgerView(ledger, range, LATEST);
  const settings = useSettings();
  const watched = useWatchedSites();
  const here = useSiteState(watched);

  const state = (): PopupState => {
    if (view !== undefined && 'failed' in view) return { kind: 'error', details: view.failed };
    if (
      view === undefined ||
      watched === undefined ||
      here === undefined ||
      settings === undefined
    ) {
      return { kind: 'loading' };
    }
    return {
      kind: 'ready',
      paused: settings.paused,
      site: here.site,
      watching: watched.length > 0,
      range,
      figures: view.figures,
      latest: view.latest,
      troubles: view.health.reduce((sum, { count }) => sum + count, 0),
      now: Date.now(),
    };
  };

  return (
    <PopupView
      state={state()}
      events={{
        onRange: setRange,
        onPause: (paused) => void changeSettings({ paused }),
        onWatch: (pattern) => void watchSite(pattern),
        onUnwatch: (pattern) => void unwatchSite(pattern),
        onReload: () => {
          if (here?.tab != null) void reloadTab(here.tab.id);
        },
        onDashboard: () => void openDashboard(),
      }}
    />
  );
}
