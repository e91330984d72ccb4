/** The tokens this page has spent: all of them, whoever sent the prompt. */
import { useSyncExternalStore } from 'react';

let spent = 0;
const watchers = new Set<() => void>();

export function spend(tokens: number): void {
  spent += tokens;
  for (const changed of watchers) changed();
}

/** For answers that come without their usage; English has about four characters to a token. */
export function roughTokens(...texts: readonly string[]): number {
  return Math.ceil(texts.join('').length / 4);
}

export function useSpent(): number {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => spent,
  );
}
