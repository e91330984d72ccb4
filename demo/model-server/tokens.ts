/** Tokens as a provider counts them, with a real tokenizer: the truth that estimates are held to. */
import { encode } from 'gpt-tokenizer/encoding/o200k_base';

/** What the chat format adds for each message, and to open the answer. */
const PER_MESSAGE = 4;
const TO_ANSWER = 3;

export function countText(text: string): number {
  return encode(text, { allowedSpecial: 'all' }).length;
}

/** `texts`: everything of the request that a model reads. */
export function countInput(texts: readonly string[], messages: number): number {
  return texts.reduce((sum, text) => sum + countText(text), messages * PER_MESSAGE + TO_ANSWER);
}
