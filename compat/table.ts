import type { Comparison } from './comparison.ts';

export interface Outcome extends Comparison {
  app: string;
  version: string;
}

const HEAD = ['', 'app', 'served', 'recorded', 'unseen', 'tokens served', 'recorded', 'started by'];

/** The outcomes for people: one line each, and under them what is unseen and what differs. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.holds ? '✓' : '✗',
    `${outcome.app} ${outcome.version}`,
    `${outcome.served}`,
    `${outcome.recorded}`,
    `${outcome.unseen.reduce((sum, { calls }) => sum + calls, 0)}`,
    `${outcome.tokensServed}`,
    `${outcome.tokensRecorded}`,
    `${Math.round(outcome.initiationRight * 100)} % right`,
  ]);
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(HEAD),
    ...outcomes.flatMap((outcome, index) => [
      line(rows[index] ?? []),
      ...outcome.unseen.map(
        ({ reason, calls, tokens }) => `   unseen: ${calls} calls, ${tokens} tokens: ${reason}`,
      ),
      ...outcome.differences.map((difference) => `   differs: ${difference}`),
    ]),
  ].join('\n');
}
