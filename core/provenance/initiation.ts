/** Evidence about who set the send off: how long ago, and how, key or pointer was touched. */
import { AS_IT_APPEARED, isInserted, isTypedByMachine } from './entry.ts';
import { FINGER_HOLD } from './fingers.ts';
import { pointerTravelled } from './pointer.ts';
import { fromTextToPress, isMidTyping, lastWasKey, sinceInput } from './press.ts';
import type { Signals } from './signals.ts';
import type { EvidenceId } from './verdict.ts';

/** A person's own send follows the key or click within this. */
const RIGHT_AFTER = 2_000;
/** Apps name a chat as soon as its answer is there; what comes later was thought of later. */
const ASIDE = 1_000;
/** Slow apps, uploads and second thoughts fit in here. */
const STILL_CLOSE = 10_000;
/** Input this long ago may still belong to a send that had to wait. */
const MAY_HAVE_WAITED = 60_000;
/** Links and shortcuts open pages that send by themselves; their click was in another page. */
const SETTLED_PAGE = 10_000;
/** 999 of 1,000 of people's holds are longer; drivers let go within 5 ms. */
const MACHINE_HOLD = 18;
/** Gaze rests on a key for longer before it is pressed; a program presses once its text is there. */
const UNHURRIED = 300;

/** Whether there was input that no earlier send had already used up. */
function hasFreshInput(signals: Signals): boolean {
  return signals.trustedKeys > 0 || signals.trustedPointers > 0;
}

/** Whether a send came right after input of its own: a turn others may descend from. */
export function isTurn(signals: Signals): boolean {
  const since = sinceInput(signals);
  return since !== null && since <= RIGHT_AFTER && hasFreshInput(signals);
}

/**
 * Whether a call came moments after a turn, with nothing entered or made up since: apps make such
 * calls of their own, to name the chat or to propose what to ask next.
 */
export function followsTurn(signals: Signals): boolean {
  const { sinceTurn, untrustedKeys, untrustedPointers, scriptedEntries } = signals;
  const madeUp = untrustedKeys + untrustedPointers + scriptedEntries > 0;
  const soon = sinceTurn !== null && sinceTurn <= ASIDE;
  return soon && !hasFreshInput(signals) && !madeUp && isFromHere(signals);
}

/** Whether its page sent it, as far as the wire says anything. */
export function isFromHere({ trigger }: Pick<Signals, 'trigger'>): boolean {
  return trigger === null || trigger === 'page' || trigger === 'app';
}

/** Whether nobody in its page did anything it could have come from. */
export function wasAlone(signals: Signals): boolean {
  if (!isFromHere(signals) || followsTurn(signals)) return false;
  const since = sinceInput(signals);
  if (since === null) return signals.pageAge > SETTLED_PAGE;
  return !hasFreshInput(signals) || since > MAY_HAVE_WAITED;
}

export function initiationEvidence(signals: Signals): EvidenceId[] {
  const since = sinceInput(signals);
  if (since === null) return signals.pageAge > SETTLED_PAGE ? ['no-input-ever'] : [];
  if (isTurn(signals)) return howSent(signals);
  if (hasFreshInput(signals)) {
    if (since <= STILL_CLOSE) return ['some-input'];
    return since > MAY_HAVE_WAITED ? ['no-recent-input'] : [];
  }
  const idle: EvidenceId = since > STILL_CLOSE ? 'no-recent-input' : 'no-input-since-last-send';
  return followsTurn(signals) ? [idle, 'soon-after-your-turn'] : [idle];
}

/** Whether a key or click went right before it that may have been what sends. */
export function wasPressed(signals: Signals): boolean {
  return isTurn(signals) && !isMidTyping(signals);
}

function howSent(signals: Signals): EvidenceId[] {
  if (isMidTyping(signals)) return ['sent-mid-typing'];
  const { sendHold } = signals;
  if (sendHold !== null && sendHold < MACHINE_HOLD) return pressedInNoTime(signals);
  const wait = fromTextToPress(signals);
  if (wait !== null && wait < UNHURRIED) {
    // What wrote the text went on to send it: however long it held, that was no finger.
    if (isInserted(signals) && wait < AS_IT_APPEARED) return [];
    if (isInserted(signals) || isTypedByMachine(signals)) return ['recent-input'];
  }
  return [sendHold !== null && sendHold >= FINGER_HOLD ? 'sent-by-hand' : 'recent-input'];
}

/** Fingers are slower, but who cannot use them has something else press: that says nothing. */
function pressedInNoTime(signals: Signals): EvidenceId[] {
  const byKey = lastWasKey(signals);
  // Resting the pointer makes such a click.
  if (!byKey && pointerTravelled(signals)) return ['recent-input'];
  // Voice and gaze make such a key, but not at once.
  const { sinceEntry, sinceKey } = signals;
  const waited = sinceEntry === null || sinceEntry - (sinceKey ?? 0) >= UNHURRIED;
  return byKey && waited ? [] : ['sent-in-no-time'];
}
