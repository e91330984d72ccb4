import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { handOver } from '../capture/shelf.ts';
import { binary } from '../core/protocols/pack-binary.ts';

export default defineUnlistedScript(() => {
  handOver('binary', binary);
});
