/** Evidence about how the prompt got in: typed, pasted, inserted as a block, or by a script. */
import { FINGER_FLIGHT, FINGER_HOLD } from './fingers.ts';
import { pointerTravelled } from './pointer.ts';
import { fromTextToPress } from './press.ts';
import type { Cadence, Signals } from './signals.ts';
import type { EvidenceId } from './verdict.ts';

/** Fewer presses than this have no rhythm worth a word. */
const ENOUGH_KEYS = 10;
/** Fewer may be anything. */
const SOME_KEYS = 3;
/** Nobody reads a text, even one of their own tools', and sends it within this. In ms. */
export const AS_IT_APPEARED = 50;

/**
 * People's keys over windows of about 50: variation of the intervals, 1st percentile .40; hold, 1st
 * percentile 41 ms, lowest thousandth 18; median interval, 1st percentile 97. Drivers hold for 0 to
 * 5, or exactly as long each time, press the next key the moment they let go, or keep nearly constant
 * intervals; on a busy machine all of it takes them some ms longer. Between the two figures nothing
 * is said.
 */
const HUMAN_VARIATION = 0.3;
const MACHINE_VARIATION = 0.15;
const MACHINE_HOLD = 30;
const MACHINE_HOLD_VARIATION = 0.06;
const MACHINE_INTERVAL = 30;
/** Switches and gaze press keys of no length too, but slowly. Median interval, in ms. */
const SLOW_INTERVAL = 300;

/** `ofAnother`: it left without what the person was doing meanwhile, which is another prompt's. */
export function entryEvidence(signals: Signals, ofAnother: boolean): EvidenceId[] {
  const { trustedKeys, fingeredKeys, pastes, compositions, deletions, cadence } = signals;
  const { scriptedEntries, untrustedKeys, untrustedPointers } = signals;
  const inserted = isInserted(signals);
  const byMachine = isTypedByMachine(signals);
  const found: EvidenceId[] = [];
  const say = (when: boolean, id: EvidenceId) => {
    if (when) found.push(id);
  };
  say(untrustedKeys > 0, 'untrusted-keys');
  say(untrustedPointers > 0, 'untrusted-clicks');
  say(scriptedEntries > 0, 'scripted-text');
  // Dictation, text expanders and screen readers insert blocks too: a small weight, no proof.
  say(inserted, 'inserted-without-keys');
  say((inserted || scriptedEntries > 0) && isHurried(signals), 'sent-as-it-appeared');
  say(byMachine, 'typed-like-a-machine');
  if (ofAnother) return found;
  say(!byMachine && isHuman(cadence), 'typed-at-human-cadence');
  // A program may hold its keys as long as fingers do.
  say(!byMachine && fingeredKeys >= SOME_KEYS && fingeredKeys * 2 >= trustedKeys, 'keys-by-hand');
  say(deletions > 0 && fingeredKeys > 0, 'edited');
  say(compositions > 0, 'composed');
  say(pastes > 0, 'pasted');
  say(pointerTravelled(signals), 'pointer-travelled');
  return found;
}

/** Whether a block of text stood there at once, and hardly anything else was done about it. */
export function isInserted(signals: Signals): boolean {
  const { insertedBlocks, trustedKeys, pastes, compositions } = signals;
  return insertedBlocks > 0 && trustedKeys < ENOUGH_KEYS && pastes + compositions === 0;
}

/** Whether the keys came as no fingers press them. */
export function isTypedByMachine({ cadence }: Signals): boolean {
  return cadence !== null && cadence.keys >= ENOUGH_KEYS && isMachine(cadence);
}

/** However long the press then takes. */
function isHurried(signals: Signals): boolean {
  const wait = fromTextToPress(signals) ?? signals.sinceEntry;
  return wait !== null && wait < AS_IT_APPEARED;
}

function isHuman(cadence: Cadence | null): boolean {
  if (cadence === null || cadence.keys < ENOUGH_KEYS) return false;
  const { variation, medianHold, medianInterval } = cadence;
  const isSlow = medianInterval >= SLOW_INTERVAL;
  return (
    variation >= HUMAN_VARIATION && (medianHold === null || medianHold >= FINGER_HOLD || isSlow)
  );
}

function isMachine(cadence: Cadence): boolean {
  const { medianInterval, variation, medianHold, holdVariation, medianFlight, rollover } = cadence;
  return (
    medianInterval < MACHINE_INTERVAL ||
    variation < MACHINE_VARIATION ||
    (medianHold !== null && medianHold < MACHINE_HOLD && medianInterval < SLOW_INTERVAL) ||
    (medianHold !== null && medianHold > 0 && (holdVariation ?? 1) < MACHINE_HOLD_VARIATION) ||
    // Fast fingers are as quick, but press many a key before the last is up.
    (medianFlight !== null && medianFlight < FINGER_FLIGHT && rollover === 0)
  );
}
