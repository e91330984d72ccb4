/** What was under way in tabs that are gone, or in a browser that was: nobody tells how it ended. */
import { browser } from 'wxt/browser';
import type { Recorder } from './recorder.ts';

/** How long a closed tab's last messages may be on their way, in ms. */
const ON_THEIR_WAY = 1_000;

export function settleClosedTabs(recorder: Pick<Recorder, 'settle'>): void {
  const settle = async () => {
    const open = new Set((await browser.tabs.query({})).map(({ id }) => id));
    await recorder.settle((tab) => !open.has(tab));
  };
  // What fails stays where it is, for the next time.
  const settleSoon = () => setTimeout(() => void settle().catch(() => {}), ON_THEIR_WAY);
  browser.tabs.onRemoved.addListener(settleSoon);
  // A browser that starts gives its tabs numbers anew.
  browser.runtime.onStartup.addListener(() => void recorder.settle(() => true).catch(() => {}));
  // The background may have died before it was done.
  settleSoon();
}
