import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startCollector } from '../capture/start-collector.ts';
import { interactionId, keyedHash, keyedHasher } from '../core/identity.ts';
import { adaptersFor } from '../platform/adapters.ts';
import { installKey, sketchKey } from '../platform/install-key.ts';
import {
  answerPresence,
  deliver,
  extensionLives,
  fetchPack,
  foretell,
  whenWatched,
} from '../platform/page-link.ts';
import { mayWatch, watchMayWatch } from '../platform/watching.ts';

export default defineUnlistedScript(() => {
  answerPresence();
  startCollector({
    deliver,
    foretell,
    extensionLives,
    adapters: adaptersFor,
    whenWatched,
    fetchPack,
    newId: (at) => interactionId(at, crypto.getRandomValues(new Uint8Array(16))),
    hash: async () => {
      const key = await installKey();
      return (id) => keyedHash(key, id);
    },
    sketchHash: async () => keyedHasher(await sketchKey(new Date().toISOString().slice(0, 7))),
    mayWatch,
    watchMayWatch,
  });
});
