import { defineContentScript } from 'wxt/utils/define-content-script';
import { startCollector } from '../capture/start-collector.ts';
import { conversationHash, interactionId } from '../core/identity.ts';
import { installKey } from '../platform/install-key.ts';
import { answerPresence, deliver, extensionLives } from '../platform/page-link.ts';
import { mayWatch, watchMayWatch } from '../platform/watching.ts';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_start',
  main() {
    answerPresence();
    startCollector({
      deliver,
      extensionLives,
      newId: (at) => interactionId(at, crypto.getRandomValues(new Uint8Array(16))),
      hash: async () => {
        const key = await installKey();
        return (id) => conversationHash(key, id);
      },
      mayWatch: () => mayWatch(location.href),
      watchMayWatch: (changed) => watchMayWatch(location.href, changed),
    });
  },
});
