import { defineBackground } from 'wxt/utils/define-background';
import { syncContentScripts } from '../platform/content-scripts.ts';
import { settleClosedTabs } from '../platform/closed-tabs.ts';
import { Ledger } from '../platform/ledger/ledger.ts';
import { servePacks } from '../platform/packs.ts';
import { listenForDrafts, Recorder } from '../platform/recorder.ts';
import { readSettings } from '../platform/settings-store.ts';
import { rememberSites, watchSitesChange } from '../platform/sites.ts';
import { wakeForUpdates } from '../platform/wake.ts';

export default defineBackground(() => {
  const recorder = new Recorder({
    ledger: new Ledger(),
    now: Date.now,
    timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    actionTable: async () => (await readSettings()).actionTable,
  });
  listenForDrafts(recorder);
  settleClosedTabs(recorder);
  servePacks();
  watchSitesChange(() => void syncContentScripts());
  wakeForUpdates();
  void rememberSites();
  void syncContentScripts();
});
