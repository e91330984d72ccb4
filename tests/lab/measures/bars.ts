/** What the figures of the held-out split have to be. */
import type { Figures } from './figures.ts';
import { MIXES } from './weeks.ts';

export interface Bar {
  name: string;
  figure: string;
  bar: string;
  holds: boolean;
}

export function barsOf(figures: Figures): Bar[] {
  const { recallAutomated, peopleWronged, worstPerson, abstention, brier, ece } = figures;
  const atMost = (
    name: string,
    value: number,
    most: number,
    text: (value: number) => string,
  ): Bar => ({
    name,
    figure: text(value),
    bar: `≤ ${text(most)}`,
    holds: value <= most,
  });
  const points = (value: number) => `${value.toFixed(1)} points`;
  return [
    {
      name: 'Automated interactions found',
      figure: percent(recallAutomated),
      bar: '≥ 95 %',
      holds: recallAutomated >= 0.95,
    },
    {
      name: 'People called automated',
      figure: `${peopleWronged.n} of ${peopleWronged.of}`,
      bar: 'none of 300 or more',
      holds: peopleWronged.n === 0 && peopleWronged.of >= 300,
    },
    atMost('Upper bound of that, 95 %', peopleWronged.upper95, 0.01, percent),
    atMost('The same of any single person', worstPerson.wronged, 0.03, percent),
    atMost('Unclear', abstention, 0.15, percent),
    atMost('Brier score', brier, 0.05, decimals),
    atMost('Expected calibration error', ece, 0.05, decimals),
    ...MIXES.map((mix) =>
      atMost(`Share error, ${mix} % automated`, figures.shareError[mix], 3, points),
    ),
  ];
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function decimals(value: number): string {
  return value.toFixed(3);
}
