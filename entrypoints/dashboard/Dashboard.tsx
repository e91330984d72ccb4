import { lazy, Suspense, useState } from 'react';
import { type DashboardState, DashboardView } from '../../components/DashboardView.tsx';
import type { ExportState } from '../../components/ExportCard.tsx';
import type { Range } from '../../components/RangeSwitch.tsx';
import { evidenceText } from '../../components/words.ts';
import { type ActionRule, withoutRule, withRule } from '../../core/action-rules.ts';
import { exportAsJson } from '../../platform/export.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import {
  useLearned,
  useLedgerView,
  useSettings,
  useSites,
  useToolsSeen,
} from '../../platform/live.ts';
import { useHealth } from '../../platform/live-health.ts';
import { changeSettings } from '../../platform/settings-store.ts';
import { removeSite, turnSiteOff, watchSite } from '../../platform/sites.ts';
import { saveFile } from './save-file.ts';

const Adapters = lazy(async () => ({ default: (await import('./Adapters.tsx')).Adapters }));

/** Interactions listed under "Latest". */
const LATEST = 20;

export function Dashboard({ ledger }: { ledger: Ledger }) {
  const [range, setRange] = useState<Range>(7);
  const [exporting, setExporting] = useState<ExportState>({ kind: 'idle' });
  const [now] = useState(() => Date.now());
  const view = useLedgerView(ledger, range, LATEST);
  const sites = useSites();
  const health = useHealth(ledger);
  const tools = useToolsSeen(ledger);
  const learned = useLearned(ledger);
  const settings = useSettings();

  const state = (): DashboardState => {
    if (view !== undefined && 'failed' in view) return { kind: 'error', details: view.failed };
    if (
      view === undefined ||
      sites === undefined ||
      health === undefined ||
      tools === undefined ||
      learned === undefined ||
      settings === undefined
    ) {
      return { kind: 'loading' };
    }
    const rules = settings.actionTable;
    return {
      kind: 'ready',
      range,
      ...view,
      ...sites,
      tools,
      rules,
      learned,
      health,
      exporting,
      now,
    };
  };

  const onExport = async () => {
    setExporting({ kind: 'working' });
    try {
      const { fileName, blob } = await exportAsJson(ledger, evidenceText);
      saveFile(fileName, blob);
      setExporting({ kind: 'done', fileName });
    } catch {
      setExporting({ kind: 'failed' });
    }
  };

  return (
    <DashboardView
      state={state()}
      events={{
        onRange: setRange,
        onWatch: (pattern) => void watchSite(pattern),
        onTurnOff: (pattern) => void turnSiteOff(pattern),
        onRemove: (pattern) => void removeSite(pattern),
        onRule: (rule) => void changeRules((rules) => withRule(rules, rule)),
        onForgetRule: (tool) => void changeRules((rules) => withoutRule(rules, tool)),
        onCorrect: (id, correction) => void ledger.correct(id, correction, Date.now()),
        onForgetLearned: (site) => void ledger.unlearn(site, Date.now()),
        onLearnAgain: (site) => void ledger.relearn(site),
        onRetry: () => location.reload(),
        onExport: () => void onExport(),
      }}
      adapters={
        <Suspense>
          <Adapters
            sites={
              sites?.sites
                .filter(({ standing }) => standing === 'on')
                .map(({ pattern }) => pattern) ?? []
            }
          />
        </Suspense>
      }
    />
  );
}

function changeRules(change: (rules: readonly ActionRule[]) => ActionRule[]): Promise<void> {
  return changeSettings(({ actionTable }) => ({ actionTable: change(actionTable) }));
}
