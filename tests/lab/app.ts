/** The demo app's places, and what is asked there. */
import type { Page } from 'puppeteer-core';
import { until } from '../until.ts';
import type { Stage } from './browser/lab-browser.ts';

const PANEL = '[data-testid=panel-openai]';
export const COMPOSER = `${PANEL} [data-testid=composer]`;
export const SEND = `${PANEL} [data-testid=send]`;
export const AGENT = '[data-testid=agent-run]';

/** The model an app asks for names. */
const NAMER = 'northwind-namer';

/** The last word of each differs, so that none is quite like another. */
const PROMPTS = [
  'what is new in billing',
  'shorten this a bit',
  'why does the build fail',
  'name three risks of it',
  'write a test for that',
  'who should know about this',
  'explain the last change to a new colleague in plain words please',
  'turn the notes of this morning into a list of things to do for us',
] as const;

export function promptOf(index: number): string {
  return PROMPTS[index % PROMPTS.length] ?? PROMPTS[0];
}

/** Does what brings about one more answer, and waits until it is there and the page at rest. */
export async function exchange(stage: Stage, act: () => Promise<void>): Promise<void> {
  const before = answers(stage).length;
  await act();
  await answered(stage, before + 1);
  await stage.page.waitForSelector(`${PANEL}[data-busy=false]`);
}

/** Resolves once so many prompts were answered, and nothing is under way. */
export async function answered(stage: Stage, count: number): Promise<void> {
  await until(
    () =>
      answers(stage).length >= count &&
      stage.server.truth.entries.every(({ endedAt }) => endedAt !== null),
    30,
  );
}

function answers({ server }: Stage) {
  return server.truth.entries.filter(({ model }) => model !== NAMER);
}

/** Before the page loads: its app asks for a name after every fourth answer, as many do. */
export async function nameChats(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(
    (panel, model) => {
      let count = 0;
      let busy = false;
      new MutationObserver(() => {
        const now = document.querySelector(panel)?.getAttribute('data-busy') === 'true';
        const isOver = busy && !now;
        busy = now;
        if (!isOver) return;
        count += 1;
        if (count % 4 !== 1) return;
        void window.workspace.runExchange({
          client: 'openai',
          model,
          stream: false,
          prompt: 'Give this conversation a name of five words at the most.',
          behaviour: { pieces: 5, pace: 2 },
        });
      }).observe(document, { subtree: true, attributeFilter: ['data-busy'] });
    },
    PANEL,
    NAMER,
  );
}
