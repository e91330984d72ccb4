/** The demo app's places, and what is asked there. */
import { until } from '../until.ts';
import type { Stage } from './lab-browser.ts';

const PANEL = '[data-testid=panel-openai]';
export const COMPOSER = `${PANEL} [data-testid=composer]`;
export const SEND = `${PANEL} [data-testid=send]`;
export const AGENT = '[data-testid=agent-run]';

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
export async function exchange({ page, server }: Stage, act: () => Promise<void>): Promise<void> {
  const before = server.truth.entries.length;
  await act();
  await until(() => {
    const { entries } = server.truth;
    return entries.length > before && entries.every(({ endedAt }) => endedAt !== null);
  }, 30);
  await page.waitForSelector(`${PANEL}[data-busy=false]`);
}
