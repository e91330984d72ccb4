/** Evidence about who set the send off: how long ago the person last touched key or pointer. */
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
  if (isTurn(signals)) return ['recent-input'];
  if (hasFreshInput(signals)) {
    if (since <= STILL_CLOSE) return ['some-input'];
    return since > MAY_HAVE_WAITED ? ['no-recent-input'] : [];
  }
  const idle: EvidenceId = since > STILL_CLOSE ? 'no-recent-input' : 'no-input-since-last-send';
  const { sinceTurn } = signals;
  const follows = sinceTurn !== null && sinceTurn <= RIGHT_AFTER;
  return follows ? [idle, 'soon-after-your-turn'] : [idle];
}
