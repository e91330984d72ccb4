/** An agent in the browser that looks at the page and operates it, as an extension by the debugger. */
import type { Actor } from '../actor.ts';
import { answered } from '../app.ts';
import { openAgain } from './extension-bot.ts';
import { EXCHANGES } from './program.ts';

function browserAgent(way: 'inserts' | 'types'): Actor {
  return {
    name: `Browser agent, ${way}`,
    split: 'development',
    kind: 'program',
    perform: async (stage, _lab, tell) => {
      const { page, server } = stage;
      tell(way);
      await openAgain(page, `${server.url}/#agent-${way}`);
      await page.waitForSelector('html[data-agent=over]', { timeout: 180_000 });
      await answered(stage, EXCHANGES);
    },
  };
}

export const BROWSER_AGENTS: readonly Actor[] = [browserAgent('inserts'), browserAgent('types')];
