/** What people run when a leaderboard counts tokens: a script that prompts by itself. */
import { runExchange } from './exchange.ts';

const PROMPTS = [
  'Summarise the quarterly report once more.',
  'List ten ways to improve the summary.',
  'Explain the list in more detail.',
];

/** Milliseconds between two prompts, from the address: `#burn=1500`. */
function interval(): number {
  return Number(/burn=(\d+)/.exec(location.hash)?.[1] ?? 4_000);
}

/** Sends a prompt at every interval until it is undone. */
export function startBurning(sent: (count: number) => void): () => void {
  let count = 0;
  const timer = setInterval(() => {
    const prompt = PROMPTS[count % PROMPTS.length] ?? '';
    count += 1;
    sent(count);
    void runExchange({
      client: 'openai',
      model: 'northwind-burn',
      prompt,
      behaviour: { pieces: 40, pace: 4 },
    });
  }, interval());
  return () => clearInterval(timer);
}
