/** A program that sends one prompt after the other, at a pace of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '../actor.ts';
import { exchange, promptOf } from '../app.ts';
import type { LabBrowser, Stage } from '../browser/lab-browser.ts';

export const EXCHANGES = 18;

/** Sends one prompt. */
export type Send = (prompt: string) => Promise<void>;

/** `begin` resolves to what sends and, last of all, what ends it. */
export function program(
  about: Pick<Actor, 'name' | 'split' | 'headed' | 'namesChats'> & { kind?: Actor['kind'] },
  begin: (stage: Stage, lab: LabBrowser) => Promise<{ send: Send; end?: () => Promise<void> }>,
): Actor {
  return {
    kind: 'program',
    ...about,
    perform: async (stage, lab, tell) => {
      tell(about.name);
      const { send, end } = await begin(stage, lab);
      for (let index = 0; index < EXCHANGES; index += 1) {
        await exchange(stage, () => send(promptOf(index)));
        await pause(700 + (index % 4) * 300);
      }
      await end?.();
    },
  };
}
