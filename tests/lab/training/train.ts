/** `npm run lab -- train`: the weights anew, from what is kept of the development split. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Weights } from '../../../core/provenance/judge.ts';
import { kept, readRecordings } from '../recording.ts';
import { examplesOf } from './examples.ts';
import { fit } from './fit.ts';

export const WEIGHTS = resolve('core/provenance/weights.json');
const PRIORS = resolve('tests/lab/training/priors.json');

/** The text of the file of weights; the same every time. */
export async function trainedWeights(): Promise<string> {
  const priors = JSON.parse(await readFile(PRIORS, 'utf8')) as Weights;
  const recordings = await readRecordings(kept('development'));
  return `${JSON.stringify(fit(examplesOf(recordings), priors), null, 2)}\n`;
}

export async function train(): Promise<void> {
  await writeFile(WEIGHTS, await trainedWeights());
}
