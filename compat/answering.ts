import { until } from './until.ts';
import type { Program } from './processes.ts';

/** Until the address answers well. Throws at once, with what it printed, where the app ends by itself. */
export async function answering(url: string, program: Program, patience = 120_000): Promise<void> {
  await until(
    `${url} answers`,
    async () => {
      if (program.ended()) throw new Error(`The app ended by itself:\n${program.printed()}`);
      return (await fetch(url).catch(() => null))?.ok === true;
    },
    { patience, interval: 250 },
  );
}
