import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { handOver } from '../capture/shelf.ts';
import { sockets } from '../core/protocols/pack-sockets.ts';

export default defineUnlistedScript(() => {
  handOver('sockets', sockets);
});
