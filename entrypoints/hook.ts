import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { installHook } from '../capture/hook/install.ts';

export default defineUnlistedScript(() => {
  installHook();
});
