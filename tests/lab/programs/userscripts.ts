/** Scripts that live in the page itself, as userscript managers and consoles put them there. */
import type { Page } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { answered, COMPOSER, SEND } from '../app.ts';
import { EXCHANGES } from './program.ts';

/** `source`: with `composer`, `button` and the `text` to write, it sends once. */
function userscript(name: string, every: number, source: string): Actor {
  return {
    name: `Userscript ${name}`,
    split: 'development',
    kind: 'program',
    prepare: (page) => addUserscript(page, source, every),
    perform: async (stage, _lab, tell) => {
      tell(name);
      await stage.page.waitForSelector('html[data-script=over]', { timeout: 120_000 });
      await answered(stage, EXCHANGES);
    },
  };
}

/** Injected with the page: whatever evaluates in it later would grant it the user's activation. */
export async function addUserscript(page: Page, source: string, every: number): Promise<void> {
  await page.evaluateOnNewDocument(`(() => {
    let count = 0;
    const timer = setInterval(() => {
      const composer = document.querySelector('${COMPOSER}');
      const button = document.querySelector('${SEND}');
      if (composer === null) return;
      count += 1;
      const text = 'tell me more about point ' + count;
      ${source}
      if (count < ${EXCHANGES}) return;
      clearInterval(timer);
      document.documentElement.setAttribute('data-script', 'over');
    }, ${every});
  })();`);
}

/** Asks by the page's own client, past its screen. */
export const BY_FETCH = `void workspace.runExchange({
  client: 'openai',
  model: 'northwind-burn',
  prompt: text,
  behaviour: { pieces: 20, pace: 4 },
});`;
const SET_VALUE = `
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(composer, text);
  composer.dispatchEvent(new Event('input', { bubbles: true }));`;
const ENTER = `
  for (const name of ['keydown', 'keypress', 'keyup']) {
    composer.dispatchEvent(
      new KeyboardEvent(name, { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }),
    );
  }`;

export const USERSCRIPTS: readonly Actor[] = [
  userscript('value, click()', 2_600, `${SET_VALUE} setTimeout(() => button.click(), 50);`),
  userscript('fetch', 2_300, BY_FETCH),
  userscript(
    'execCommand, synthetic Enter',
    2_900,
    `composer.focus();
     document.execCommand('insertText', false, text);
     setTimeout(() => { ${ENTER} }, 50);`,
  ),
  userscript(
    'synthetic keys and clicks',
    2_700,
    `for (const letter of text) {
       composer.dispatchEvent(new KeyboardEvent('keydown', { key: letter, bubbles: true }));
     }
     ${SET_VALUE}
     setTimeout(() => {
       for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
         button.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
       }
     }, 50);`,
  ),
];
