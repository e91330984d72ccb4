/** Scripts that live in the page itself, as userscript managers and consoles put them there. */
import type { Actor } from '../actor.ts';
import { COMPOSER, SEND } from '../app.ts';
import { until } from '../../until.ts';
import type { Split } from '../recording.ts';

const EXCHANGES = 14;

/** `source`: given the composer, the button and what to write, it sends once. */
function userscript(name: string, split: Split, every: number, source: string): Actor {
  return {
    name: `Userscript ${name}`,
    split,
    kind: 'program',
    // Injected with the page: whatever evaluates in it later would grant it the user's activation.
    prepare: async (page) => {
      await page.evaluateOnNewDocument(
        (code, composer, button, interval, times) => {
          const send = new Function('composer', 'button', 'text', code);
          let count = 0;
          const timer = setInterval(() => {
            const field = document.querySelector(composer);
            if (field === null) return;
            count += 1;
            send(field, document.querySelector(button), `tell me more about point ${count}`);
            if (count < times) return;
            clearInterval(timer);
            document.documentElement.setAttribute('data-script', 'over');
          }, interval);
        },
        source,
        COMPOSER,
        SEND,
        every,
        EXCHANGES,
      );
    },
    perform: async ({ page, server }, _lab, tell) => {
      tell(name);
      await page.waitForSelector('html[data-script=over]', { timeout: 120_000 });
      await until(() => server.truth.entries.length >= EXCHANGES, 100);
    },
  };
}

const SET_VALUE = `
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(composer, text);
  composer.dispatchEvent(new Event('input', { bubbles: true }));`;
const ENTER = `
  for (const name of ['keydown', 'keypress', 'keyup']) {
    composer.dispatchEvent(new KeyboardEvent(name, { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
  }`;

export const USERSCRIPTS: readonly Actor[] = [
  userscript(
    'value, click()',
    'development',
    2_600,
    `${SET_VALUE} setTimeout(() => button.click(), 50);`,
  ),
  userscript(
    'fetch',
    'development',
    2_300,
    `void workspace.runExchange({ client: 'openai', model: 'northwind-burn', prompt: text, behaviour: { pieces: 20, pace: 4 } });`,
  ),
  userscript(
    'execCommand, synthetic Enter',
    'held-out',
    2_900,
    `composer.focus(); document.execCommand('insertText', false, text); setTimeout(() => { ${ENTER} }, 50);`,
  ),
  userscript(
    'synthetic keys and clicks',
    'held-out',
    2_700,
    `for (const letter of text) composer.dispatchEvent(new KeyboardEvent('keydown', { key: letter, bubbles: true }));
     ${SET_VALUE}
     setTimeout(() => {
       for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
         button.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
       }
     }, 50);`,
  ),
];
