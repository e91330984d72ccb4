/** A chart as the text of an SVG file. */
import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';

/** Charts stand on white: documents are read in light and dark alike. */
export function draw(options: Plot.PlotOptions): string {
  const { document } = new JSDOM('').window;
  const chart = Plot.plot({
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '12px', background: 'white' },
    ...options,
    document,
  });
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${chart.outerHTML}\n`;
}
