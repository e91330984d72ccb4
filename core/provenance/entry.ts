/** Evidence about how the prompt got in: typed, pasted, inserted as a block, or by a script. */
import type { Cadence, Signals } from './signals.ts';
import type { EvidenceId } from './verdict.ts';

/** Fewer presses than this have no rhythm worth a word. */
const ENOUGH_KEYS = 10;

/**
 * People's keys over windows of about 50: variation of the intervals, 1st percentile .40; hold,
 * lowest 0.1 % 18 ms. Drivers hold for 0 to 5 ms or keep nearly constant intervals. Between the
 * two figures nothing is said.
 */
const HUMAN_VARIATION = 0.3;
const MACHINE_VARIATION = 0.15;
const HUMAN_HOLD = 18;
const MACHINE_HOLD = 8;

export function entryEvidence(signals: Signals): EvidenceId[] {
  const { untrustedKeys, trustedKeys, pastes, compositions, insertedBlocks, cadence } = signals;
  const found: EvidenceId[] = [];
  if (untrustedKeys > 0) found.push('untrusted-keys');
  if (pastes > 0) found.push('pasted');
  // Dictation, text expanders and screen readers insert blocks too: a small weight, no proof.
  if (insertedBlocks > 0 && trustedKeys < ENOUGH_KEYS && pastes === 0 && compositions === 0) {
    found.push('inserted-without-keys');
  }
  if (cadence !== null && cadence.keys >= ENOUGH_KEYS) found.push(...cadenceEvidence(cadence));
  return found;
}

function cadenceEvidence({ variation, medianHold }: Cadence): EvidenceId[] {
  const shortHolds = medianHold !== null && medianHold < MACHINE_HOLD;
  if (variation < MACHINE_VARIATION || shortHolds) return ['typed-like-a-machine'];
  const humanHolds = medianHold === null || medianHold >= HUMAN_HOLD;
  return variation >= HUMAN_VARIATION && humanHolds ? ['typed-at-human-cadence'] : [];
}
