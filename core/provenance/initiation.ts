/** Evidence about who set the send off: how long ago, and how, key or pointer was touched. */
import type { Signals } from './signals.ts';
import type { EvidenceId } from './verdict.ts';

/** A person's own send follows the key or click within this. */
const RIGHT_AFTER = 2_000;
/** Slow apps, uploads and second thoughts fit in here. */
const STILL_CLOSE = 10_000;
/** Input this long ago may still belong to a send that had to wait. */
const MAY_HAVE_WAITED = 60_000;
/** Links and shortcuts open pages that send by themselves; their click was in another page. */
const SETTLED_PAGE = 10_000;
/** The lowest thousandth of people's holds; drivers let go within 5 ms. */
const FINGER_HOLD = 18;
const MACHINE_HOLD = 8;
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

export function initiationEvidence(signals: Signals): EvidenceId[] {
  const since = sinceInput(signals);
  if (since === null) return signals.pageAge > SETTLED_PAGE ? ['no-input-ever'] : [];
  if (isTurn(signals)) return [howSent(signals)];
  if (hasFreshInput(signals)) {
    if (since <= STILL_CLOSE) return ['some-input'];
    return since > MAY_HAVE_WAITED ? ['no-recent-input'] : [];
  }
  const idle: EvidenceId = since > STILL_CLOSE ? 'no-recent-input' : 'no-input-since-last-send';
  const { sinceTurn } = signals;
  const follows = sinceTurn !== null && sinceTurn <= RIGHT_AFTER;
  return follows ? [idle, 'soon-after-your-turn'] : [idle];
}

function howSent(signals: Signals): EvidenceId {
  const { sinceKey, sincePointer, sinceEntry, sendHold, compositions } = signals;
  const lastWasKey = sinceKey !== null && (sincePointer === null || sinceKey < sincePointer);
  // The key that sends puts no text in, but may end a composition, which does.
  const sinceText = compositions > 0 ? null : sinceEntry;
  if (lastWasKey && sinceText !== null && sinceText <= sinceKey + SAME_PRESS) {
    return 'sent-mid-typing';
  }
  if (sendHold === null) return 'recent-input';
  if (sendHold < MACHINE_HOLD) return 'sent-in-no-time';
  return sendHold >= FINGER_HOLD ? 'sent-by-hand' : 'recent-input';
}
