/**
 * The two scripts run on watched sites and nowhere else. They are registered at run time, and the
 * registration follows the sites.
 */
import { browser } from 'wxt/browser';
import { watchedSites } from './sites.ts';
import { writeSitesOn } from './watching.ts';

const HOOK = '/hook.js';
const COLLECTOR = '/collector.js';

let last: Promise<void> = Promise.resolve();

/** Brings the registration in line with the watched sites. Calls queue up behind each other. */
export function syncContentScripts(): Promise<void> {
  last = last.then(sync, sync);
  return last;
}

async function sync(): Promise<void> {
  const matches = (await watchedSites()).map((site) => site.pattern);
  await writeSitesOn(matches);
  const registered = await browser.scripting.getRegisteredContentScripts();
  if (matches.length === 0) {
    if (registered.length > 0) await browser.scripting.unregisterContentScripts();
    return;
  }
  const scripts = [
    { id: 'hook', js: [HOOK], world: 'MAIN' as const },
    { id: 'collector', js: [COLLECTOR], world: 'ISOLATED' as const },
  ].map((script) => ({
    ...script,
    matches,
    runAt: 'document_start' as const,
    allFrames: true,
    // Frames without an address of their own belong to the page that made them.
    matchOriginAsFallback: true,
    persistAcrossSessions: true,
  }));
  const known = registered.map(({ id }) => id).toSorted();
  if (known.join() === 'collector,hook') {
    await browser.scripting.updateContentScripts(scripts);
    return;
  }
  // None yet, or what another version left behind.
  if (registered.length > 0) await browser.scripting.unregisterContentScripts();
  await browser.scripting.registerContentScripts(scripts);
}
