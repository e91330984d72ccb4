/** The figures for people to read. */
import type { VerdictClass } from '../../core/provenance/verdict.ts';
import { barsOf } from './measures/bars.ts';
import type { Counts, Figures } from './measures/figures.ts';

const CLASSES: readonly VerdictClass[] = ['hands-on', 'delegated', 'unclear', 'automated'];

export function tableOf(figures: Figures): string {
  const bars = barsOf(figures).map(({ name, figure, bar, holds }) => [
    name,
    figure,
    bar,
    holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  return [
    columns([['', 'figure', 'bar', ''], ...bars]),
    countsTable('programs', figures.byDriver),
    countsTable('people, by what they did', figures.byAct),
  ].join('\n\n');
}

export function countsTable(title: string, by: Record<string, Counts>): string {
  const rows = Object.entries(by).map(([name, of]) => [
    name,
    ...CLASSES.map((one) => String(of[one])),
  ]);
  return columns([[title, ...CLASSES], ...rows]);
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
