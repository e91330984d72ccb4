/** What decoding an answer costs beside the bare parser of server-sent events it is built on. */
import { createParser } from 'eventsource-parser';
import { openaiChat } from '../../core/protocols/openai-chat.ts';
import { type Figure, figureOf } from './figure.ts';

const ROUNDS = 15;
/** As networks cut them. */
const CHUNK = 1_400;
const EVENTS = 40_000;

export const DECODER = 'decoder, server-sent events';

export function benchDecoder(): Figure {
  const chunks = chunksOf(answer());
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  const speed = (work: () => void) => {
    const begun = performance.now();
    work();
    return size / 1_000 / (performance.now() - begun);
  };
  const rounds = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.baseline.push(speed(() => parse(chunks)));
    rounds.ours.push(speed(() => decode(chunks)));
  }
  return figureOf({ name: DECODER, unit: 'MB/s', bar: null }, rounds);
}

function answer(): Uint8Array<ArrayBuffer> {
  const event = (index: number) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'northwind-large',
      choices: [{ index: 0, delta: { content: ` word${index}` }, finish_reason: null }],
    })}\n\n`;
  return new TextEncoder().encode(
    `${Array.from({ length: EVENTS }, (_, index) => event(index)).join('')}data: [DONE]\n\n`,
  );
}

function chunksOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, index) =>
    bytes.subarray(index * CHUNK, (index + 1) * CHUNK),
  );
}

function decode(chunks: readonly Uint8Array<ArrayBuffer>[]): void {
  const decoder = openaiChat.decoder(null);
  for (const chunk of chunks) decoder.feed(chunk);
  const { malformed } = decoder.end();
  if (malformed > 0) throw new Error(`${malformed} events were not understood.`);
}

function parse(chunks: readonly Uint8Array<ArrayBuffer>[]): void {
  const text = new TextDecoder();
  let events = 0;
  const parser = createParser({ onEvent: () => (events += 1) });
  for (const chunk of chunks) parser.feed(text.decode(chunk, { stream: true }));
  if (events !== EVENTS + 1) throw new Error(`${events} events were found.`);
}
