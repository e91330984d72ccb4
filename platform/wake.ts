/**
 * Browsers forget the scripts registered at run time when the extension is updated, and wake the
 * background only for what it listens to. All that is to be done then, every start does.
 */
import { browser } from 'wxt/browser';

export function wakeForUpdates(): void {
  browser.runtime.onInstalled.addListener(() => {});
  browser.runtime.onStartup.addListener(() => {});
}
