import { browser } from 'wxt/browser';

/** Says in which language the page's words are, for screen readers and hyphenation. */
export function markPageLanguage(): void {
  document.documentElement.lang = browser.i18n.getUILanguage();
}
