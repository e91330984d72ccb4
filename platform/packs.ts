/**
 * Brings protocols to the pages that need them: as scripts of the extension's own, run in the
 * frame that asked, so that nothing of ours has to be readable by any page.
 */
import { browser, type PublicPath } from 'wxt/browser';
import { PackRequest } from '../core/messages.ts';
import type { PackName } from '../core/protocols/pack.ts';

const FILES: Record<PackName, Extract<PublicPath, `${string}.js`>> = {
  http: '/pack-http.js',
  binary: '/pack-binary.js',
  sockets: '/pack-sockets.js',
  screen: '/pack-screen.js',
  reading: '/pack-reading.js',
};

export function servePacks(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    const { success, data } = PackRequest.safeParse(message);
    const { tab, frameId } = sender;
    if (!success || sender.id !== browser.runtime.id || tab?.id === undefined) return;
    const target = { tabId: tab.id, frameIds: [frameId ?? 0] };
    browser.scripting.executeScript({ target, files: [FILES[data.name]] }).then(
      () => reply({ type: 'packed' }),
      // No proper reply is what makes the page try again when it next needs the pack.
      () => reply(null),
    );
    return true;
  });
}
