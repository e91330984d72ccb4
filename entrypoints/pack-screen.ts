import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { watchScreen } from '../capture/screen.ts';
import { handOver } from '../capture/shelf.ts';
import { streamlit } from '../core/sites/streamlit.ts';

export default defineUnlistedScript(() => {
  handOver('screen', { protocols: [], lastResorts: [], sockets: [], watchScreen, streamlit });
});
