/**
 * A hundred thousand answers and frames, each a true one that was mutilated: bytes changed, cut,
 * doubled, moved, numbers and names blown up. No decoder may throw, hold on to more than it was
 * given, or run on. The seed is fixed, so that a failure comes again.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../../demo/app/wire/all.ts';
import { everyday } from '../../../core/protocols/everyday.ts';
import { binary } from '../../../core/protocols/pack-binary.ts';
import { http } from '../../../core/protocols/pack-http.ts';
import { sockets } from '../../../core/protocols/pack-sockets.ts';
import type { Protocol, SocketMessage } from '../../../core/protocols/protocol.ts';
import { usageOf } from '../../../core/usage.ts';
import { behave, serveForTests } from '../demo-serving.ts';
import { SeenCalls } from './reading.ts';

const ROUNDS = 100_000;

const server = serveForTests();
const protocols = [everyday, http, binary].flatMap((pack) => [
  ...pack.protocols,
  ...pack.lastResorts,
]);

/** Mulberry32: a few lines of chance that are the same everywhere. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const INSERTIONS = [
  '"usage":{"prompt_tokens":-1,"completion_tokens":1e400}',
  '\n\ndata: [DONE]\n\n',
  '\u0000',
  '[[[[[[[[[[[[[[[[',
  '{"type":{"type":{"type":[]}}}',
  '999999999999999999999',
  'null',
  '\ud800',
].map((text) => new TextEncoder().encode(text));

function mutilate(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  let mutant = bytes.slice();
  for (let times = 1 + below(4); times > 0; times -= 1) {
    const place = below(mutant.length);
    const length = below(Math.min(200, mutant.length - place));
    const insertion = INSERTIONS[below(INSERTIONS.length)] ?? mutant;
    const kind = below(5);
    if (kind === 0) mutant.fill(below(256), place, place + length);
    else if (kind === 1) mutant = mutant.slice(0, place);
    else {
      const middle = kind === 2 ? mutant.slice(place, place + length) : kind === 3 ? insertion : [];
      const rest = mutant.subarray(kind === 4 ? place + length : place);
      mutant = Uint8Array.from([...mutant.subarray(0, place), ...middle, ...rest]);
    }
    if (mutant.length === 0) return mutant;
  }
  return mutant;
}

describe('mutilated answers', () => {
  const streams: Uint8Array[] = [];
  beforeAll(async () => {
    for (const name of Object.keys(WIRES) as WireName[]) {
      for (const variant of WIRES[name].variants) {
        if (name === 'openai-chat' && variant === 'events') continue;
        const { path, method, headers, body } = WIRES[name].request({
          model: 'atlas-1',
          prompt: 'Hi',
          history: [],
          stream: true,
          conversation: 'c-1',
          tools: [],
          variant,
        });
        const behaviour = behave({ pace: 0, pieces: 2, act: true });
        const init = { method, headers: { ...headers, ...behaviour }, body };
        streams.push(new Uint8Array(await (await fetch(server.url + path, init)).arrayBuffer()));
      }
    }
  });

  it('never throw, and make no text up', () => {
    const random = chance(20_261_123);
    for (let round = 0; round < ROUNDS / 2; round += 1) {
      const protocol: Protocol | undefined = protocols[round % protocols.length];
      const stream = streams[Math.floor(random() * streams.length)] ?? new Uint8Array(0);
      const mutant = mutilate(stream, random);
      const decoder = protocol?.decoder(null);
      const cut = Math.floor(random() * mutant.length);
      decoder?.feed(mutant.subarray(0, cut));
      decoder?.feed(mutant.subarray(cut));
      const answer = decoder?.end();
      if (answer === undefined) continue;
      const held = answer.text.reduce((sum, text) => sum + text.length, 0);
      // Some protocols say a text twice, in pieces and whole; none makes any up.
      expect(held).toBeLessThanOrEqual(mutant.length * 2 + 200);
      const usage = usageOf(null, answer);
      for (const figure of Object.values(usage)) {
        if (typeof figure === 'number')
          expect(Number.isSafeInteger(figure) && figure >= 0).toBe(true);
      }
    }
  }, 120_000);
});

describe('mutilated frames', () => {
  const recorded = readFileSync('tests/fixtures/protocols/openclaw/2026.9.6.frames.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line): { direction: 'in' | 'out'; frame: object } => JSON.parse(line));
  const others = [
    '42["events",{"chat_id":"c","message_id":"m","data":{"type":"chat:completion","data":{"content":"x","done":true}}}]',
    '{"type":"response.create","model":"m","input":[{"role":"user","content":"Hi"}]}',
    '{"type":"response.completed","response":{"status":"completed","usage":{"input_tokens":1,"output_tokens":2}}}',
    '{"type":4,"invocationId":"0","arguments":[{"conversationId":"c","message":{"text":"Hi"}}]}\u001e{"type":3,"invocationId":"0"}\u001e',
    '{"event":"send","conversationId":"c","content":[{"type":"text","text":"Hi"}]}',
    '{"event":"appendText","conversationId":"c","text":"Hello"}',
    '[{"type":"message","topic_id":"t","payload":{"payload":{"encoded_item":"data: {\\"v\\":\\"x\\"}\\n\\n"}}}]',
    '{"type":"nodeExecuteAfterData","data":{"executionId":"e","nodeName":"Model","data":{"data":{"ai_languageModel":[[{"json":{"tokenUsage":{"promptTokens":1}}}]]}}}}',
  ];
  const frames = [...recorded.map(({ frame }) => JSON.stringify(frame)), ...others].map((text) =>
    new TextEncoder().encode(text),
  );

  it('never throw in any reader', () => {
    const random = chance(7);
    const text = new TextDecoder();
    const readers = sockets.sockets.map((protocol) => ({
      protocol,
      reader: protocol.reader(new SeenCalls()),
    }));
    for (let round = 0; round < ROUNDS / 2; round += 1) {
      const mutant = mutilate(
        frames[Math.floor(random() * frames.length)] ?? new Uint8Array(1),
        random,
      );
      const message: SocketMessage = {
        direction: random() < 0.5 ? 'in' : 'out',
        data: random() < 0.5 ? text.decode(mutant) : mutant,
      };
      const { protocol, reader } = readers[round % readers.length] ?? {};
      protocol?.recognises({ host: 'h', path: '/' }, message);
      reader?.take(message);
    }
    expect(readers.length).toBeGreaterThan(5);
  }, 120_000);
});
