/** What the laboratory found, as charts. */
import * as Plot from '@observablehq/plot';
import type { VerdictClass } from '../../../core/provenance/verdict.ts';
import { percent } from '../measures/bars.ts';
import type { Bin } from '../measures/calibration.ts';
import type { Figures } from '../measures/figures.ts';
import { MIXES } from '../measures/weeks.ts';
import { draw } from './draw.ts';

/** Those of the popup, in light. */
const INK = '#26201b';
const SOFT = '#8a7f74';
const COOL = '#566b7f';
const PALE = '#eef1f4';
const CLASSES: readonly VerdictClass[] = ['hands-on', 'delegated', 'unclear', 'automated'];

/** By file name. */
export function picturesOf(figures: Figures): Record<string, string> {
  return {
    'lab-reliability.svg': reliabilityDiagram(figures),
    'lab-confusion.svg': confusionMatrix(figures),
    'lab-share-error.svg': shareErrorByMix(figures),
  };
}

function reliabilityDiagram({ reliability }: Figures): string {
  const bins = reliability.filter(({ count }) => count > 0);
  return draw({
    width: 480,
    height: 420,
    marginLeft: 56,
    marginBottom: 48,
    marginRight: 40,
    r: { range: [4, 18] },
    x: {
      label: 'Said: mean probability to be automated (numbers: interactions)',
      domain: [0, 1],
      grid: true,
    },
    y: { label: 'Was: share that was automated', domain: [0, 1], grid: true },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: SOFT, strokeDasharray: '4 4' },
      ),
      Plot.dot(bins, { x: 'said', y: 'was', r: 'count', fill: COOL, fillOpacity: 0.75 }),
      // Above the point, or below it where there is no room above.
      ...[-26, 26].map((dy) =>
        Plot.text(bins, {
          x: 'said',
          y: 'was',
          text: ({ count }: Bin) => String(count),
          filter: ({ was }: Bin) => (was ?? 0) > 0.5 === dy > 0,
          dy,
          fill: INK,
        }),
      ),
    ],
  });
}

function confusionMatrix({ confusion }: Figures): string {
  const rows = { person: 'People', program: 'Programs' } as const;
  const cells = (['person', 'program'] as const).flatMap((kind) => {
    const of = Object.values(confusion[kind]).reduce((sum, count) => sum + count, 0);
    return CLASSES.map((name) => {
      const count = confusion[kind][name];
      return { truth: rows[kind], name, count, share: count / of };
    });
  });
  return draw({
    width: 560,
    height: 200,
    marginLeft: 80,
    marginTop: 40,
    x: { label: null, axis: 'top', domain: CLASSES },
    y: { label: null, domain: Object.values(rows) },
    color: { range: [PALE, COOL], domain: [0, 1] },
    marks: [
      Plot.cell(cells, { x: 'name', y: 'truth', fill: 'share', inset: 2, rx: 4 }),
      Plot.text(cells, {
        x: 'name',
        y: 'truth',
        text: ({ count, share }: (typeof cells)[number]) => `${count}\n${percent(share)}`,
        fill: ({ share }: (typeof cells)[number]) => (share > 0.6 ? 'white' : INK),
        fontSize: 14,
      }),
    ],
  });
}

function shareErrorByMix({ weeks }: Figures): string {
  const mixes = MIXES.map((mix) => ({ mix: `${mix} %`, ...weeks[mix] }));
  return draw({
    width: 480,
    height: 300,
    marginBottom: 48,
    marginLeft: 56,
    x: { label: 'Automated in the week', domain: mixes.map(({ mix }) => mix), padding: 0.4 },
    y: { label: 'Error of the share, percentage points', grid: true, zero: true },
    marks: [
      Plot.barY(mixes, { x: 'mix', y: 'mean', fill: COOL }),
      Plot.tickY(mixes, { x: 'mix', y: 'p95', stroke: INK, strokeWidth: 2 }),
      Plot.ruleY([3], { stroke: SOFT, strokeDasharray: '4 4' }),
      Plot.text(mixes, {
        x: 'mix',
        y: 'mean',
        text: ({ mean }: { mean: number }) => mean.toFixed(1),
        dy: -8,
        fill: INK,
      }),
      Plot.ruleY([0]),
    ],
  });
}
