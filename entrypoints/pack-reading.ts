import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { AttentionWatch } from '../capture/attention-watch.ts';
import { handOver } from '../capture/shelf.ts';
import { sketchOf } from '../core/provenance/repetition.ts';

export default defineUnlistedScript(() => {
  handOver('reading', {
    protocols: [],
    lastResorts: [],
    sockets: [],
    reading: { sketchOf, AttentionWatch },
  });
});
