/** Evidence about who set the send off: how long ago, and how, key or pointer was touched. */
import { pointerTravelled } from './pointer.ts';
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
/** 99 of 100 of people's holds are longer, and 999 of 1,000; drivers let go within 5 ms. */
const FINGER_HOLD = 40;
const MACHINE_HOLD = 18;
/** Gaze rests on a key for longer before it is pressed; a program presses once its text is there. */
const UNHURRIED = 300;
/** The text of a key comes with it. */
const SAME_PRESS = 5;

/** Since the last trusted key or pointer, in ms; null: none in this page's life. */
function sinceInput({ sinceKey, sincePointer }: Signals): number | null {
  if (sinceKey === null || sincePointer === null) return sinceKey ?? sincePointer;
  return Math.min(sinceKey, sincePointer);
}

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

function howSent(signals: Signals): EvidenceId[] {
  const { sinceKey, sincePointer, sinceEntry, sendHold, compositions } = signals;
  const lastWasKey = sinceKey !== null && (sincePointer === null || sinceKey < sincePointer);
  // The key that sends puts no text in, but may end a composition, which does.
  const sinceText = compositions > 0 ? null : sinceEntry;
  if (lastWasKey && sinceText !== null && sinceText <= sinceKey + SAME_PRESS) {
    return ['sent-mid-typing'];
  }
  if (sendHold !== null && sendHold < MACHINE_HOLD) return pressedInNoTime(signals, lastWasKey);
  return [sendHold !== null && sendHold >= FINGER_HOLD ? 'sent-by-hand' : 'recent-input'];
}

/** Fingers are slower, but who cannot use them has something else press: that says nothing. */
function pressedInNoTime(signals: Signals, byKey: boolean): EvidenceId[] {
  // Resting the pointer makes such a click.
  if (!byKey && pointerTravelled(signals)) return ['recent-input'];
  // Voice and gaze make such a key, but not at once.
  const { sinceEntry, sinceKey } = signals;
  const waited = sinceEntry === null || sinceEntry - (sinceKey ?? 0) >= UNHURRIED;
  return byKey && waited ? [] : ['sent-in-no-time'];
}
