import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import trained from '../../../core/provenance/weights.json' with { type: 'json' };
import type { Weights } from '../../../core/provenance/judge.ts';
import type { Example } from '../../lab/training/examples.ts';
import { fit } from '../../lab/training/fit.ts';
import { trainedWeights, WEIGHTS } from '../../lab/training/train.ts';

const priors: Weights = trained;
const example = (line: string, automated: boolean): Example => ({
  groups: [[line as keyof Weights['evidence']]],
  automated,
  mass: 10,
});

describe('training', () => {
  it('makes the weights that are in use, to the byte', async () => {
    expect(await trainedWeights()).toBe(await readFile(WEIGHTS, 'utf8'));
  });

  it('gives more weight to what programs do, and less to what people do, too', () => {
    const told = fit([example('scripted-text', true)], priors).evidence;
    const untold = fit([example('scripted-text', false)], priors).evidence;
    expect(told['scripted-text']).toBeGreaterThan(priors.evidence['scripted-text']);
    expect(untold['scripted-text']).toBeLessThan(priors.evidence['scripted-text']);
  });

  it('never lets a line speak against its meaning', () => {
    const examples = Array.from({ length: 40 }, () => example('typed-at-human-cadence', true));
    expect(fit(examples, priors).evidence['typed-at-human-cadence']).toBe(0);
  });

  it('keeps a click of one’s own enough to be hands-on, whatever was recorded', () => {
    const examples = Array.from({ length: 40 }, () => example('recent-input', true));
    const { evidence, abstain } = fit(examples, priors);
    expect(1 / (1 + Math.exp(-evidence['recent-input']))).toBeLessThanOrEqual(abstain.above);
  });

  it('leaves alone what nobody was seen to do', () => {
    const { evidence } = fit([example('pasted', false)], priors);
    expect({ ...evidence, pasted: 0 }).toEqual({ ...priors.evidence, pasted: 0 });
  });
});
