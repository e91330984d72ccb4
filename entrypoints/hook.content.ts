import { defineContentScript } from 'wxt/utils/define-content-script';
import { installHook } from '../capture/hook/install.ts';

export default defineContentScript({
  registration: 'runtime',
  world: 'MAIN',
  runAt: 'document_start',
  main: installHook,
});
