/** The key or click right before a send, and how it stands to the text. Times in ms. */
import type { Signals } from './signals.ts';

/** The text of a key comes with it. */
const SAME_PRESS = 5;

/** Since the last trusted key or pointer; null: none in this page's life. */
export function sinceInput({ sinceKey, sincePointer }: Signals): number | null {
  if (sinceKey === null || sincePointer === null) return sinceKey ?? sincePointer;
  return Math.min(sinceKey, sincePointer);
}

export function isMidTyping(signals: Signals): boolean {
  const { sinceKey } = signals;
  const sinceText = sinceTextOf(signals);
  return lastWasKey(signals) && sinceText !== null && sinceText <= (sinceKey ?? 0) + SAME_PRESS;
}

export function lastWasKey({ sinceKey, sincePointer }: Signals): boolean {
  return sinceKey !== null && (sincePointer === null || sinceKey < sincePointer);
}

/** From the text to the press after it; null: the text came later, or there was neither. */
export function fromTextToPress(signals: Signals): number | null {
  const [text, press] = [sinceTextOf(signals), sinceInput(signals)];
  return text === null || press === null || text < press ? null : text - press;
}

/** The key that sends puts no text in, but may end a composition, which does. */
function sinceTextOf({ compositions, sinceEntry }: Signals): number | null {
  return compositions > 0 ? null : sinceEntry;
}
