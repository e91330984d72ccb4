/** What people paste into the console: a loop that goes on by itself, with pauses by chance. */
import type { Page } from 'puppeteer-core';
import type { Actor } from '../actor.ts';
import { answered, COMPOSER, SEND } from '../app.ts';
import { EXCHANGES } from './program.ts';

function consoleLoop(name: string, source: string): Actor {
  return {
    name: `Console loop, ${name}`,
    split: 'development',
    kind: 'program',
    prepare: (page) => addConsoleLoop(page, source, [1_500, 5_000]),
    perform: async (stage, _lab, tell) => {
      tell(name);
      await stage.page.waitForSelector('html[data-loop=over]', { timeout: 120_000 });
      await answered(stage, EXCHANGES);
    },
  };
}

/**
 * `source`: sends the `text` once. `pauses`: the shortest and the longest, in ms. Injected with the
 * page: whatever evaluates in it later would grant it the user's activation.
 */
export async function addConsoleLoop(
  page: Page,
  source: string,
  [least, most]: readonly [number, number],
): Promise<void> {
  await page.evaluateOnNewDocument(`window.addEventListener('load', async () => {
    const composer = () => document.querySelector('${COMPOSER}');
    for (let count = 1; count <= ${EXCHANGES}; count += 1) {
      const pause = ${least} + Math.random() * ${most - least};
      await new Promise((done) => setTimeout(done, pause));
      const text = 'go on with part ' + count + ' of the plan';
      ${source}
    }
    document.documentElement.setAttribute('data-loop', 'over');
  });`);
}

/** By plain fetch, past the page's screen. */
export const ASK_PAST_SCREEN = `
  const answer = await fetch('/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'northwind-burn',
      messages: [{ role: 'user', content: text }],
    }),
  });
  await answer.json();`;

/** Put into the page's own field by the editing command, and sent by its button. */
const FILL_IN = `
  composer().focus();
  document.execCommand('insertText', false, text);
  await new Promise((done) => setTimeout(done, 200));
  document.querySelector('${SEND}').click();`;

export const CONSOLE_LOOPS: readonly Actor[] = [
  consoleLoop('fetch', ASK_PAST_SCREEN),
  consoleLoop('execCommand, click()', FILL_IN),
];
