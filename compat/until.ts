/** Waiting on a condition that another's app may take minutes to meet; says what it was. */
import { setTimeout as pause } from 'node:timers/promises';

/** The first answer that is neither null, undefined nor false; throws after `patience` ms. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  { patience = 20_000, interval = 50 } = {},
): Promise<Exclude<Answer, null | undefined | false>> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as Exclude<Answer, null | undefined | false>;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${Math.round(patience / 1000)} s in vain until ${what}.`);
    }
    await pause(interval);
  }
}
