import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { handOver } from '../capture/shelf.ts';
import { http } from '../core/protocols/pack-http.ts';

export default defineUnlistedScript(() => {
  handOver('http', http);
});
