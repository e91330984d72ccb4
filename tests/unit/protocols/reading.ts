/** How tests feed protocols, and what must hold of every one of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Answer,
  type Asked,
  type Calls,
  emptyAnswer,
  type Protocol,
  type WireRequest,
} from '../../../core/protocols/protocol.ts';
import { sse } from './wire.ts';

export function post(path: string, body: unknown): WireRequest {
  return { method: 'POST', host: 'chat.corp.example', path, body, fields: null };
}

export function decodeWith(
  protocol: Protocol,
  asked: Asked | null,
  ...pieces: Uint8Array[]
): Answer {
  const decoder = protocol.decoder(asked);
  for (const piece of pieces) decoder.feed(piece);
  return decoder.end();
}

export function decode(protocol: Protocol, ...pieces: Uint8Array[]): Answer {
  return decodeWith(protocol, null, ...pieces);
}

/** What counts of an answer: pieces of text may be cut anywhere, the text itself may not change. */
export function essence(answer: Answer) {
  return { ...answer, text: answer.text.join('') };
}

/** Whatever the bytes, and however they are cut. `bytes`: one whole answer of the protocol. */
export function decodesSoundly(protocol: Protocol, bytes: Uint8Array, asked: Asked | null = null) {
  const whole = () => essence(decodeWith(protocol, asked, bytes));

  it('gives the same answer for any chunks of the same bytes', () => {
    const expected = whole();
    expect(expected.malformed).toBe(0);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        expect(essence(decodeWith(protocol, asked, ...pieces))).toEqual(expected);
      }),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.nat(bytes.length),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(bytes.length),
        (keep, junk, skip) => {
          decodeWith(protocol, asked, bytes.subarray(0, keep), junk, bytes.subarray(skip));
        },
      ),
    );
  });

  it('survives deep nesting, huge numbers and wrong types', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const answer = decodeWith(
      protocol,
      asked,
      sse(
        deep,
        `{"choices":${deep}}`,
        '{"choices":[{"delta":{"content":{"text":7},"tool_calls":[{"index":1e999,"id":7}]}}]}',
        '{"type":"message_start","message":{"usage":{"input_tokens":-1,"output_tokens":1e400}}}',
        '{"type":"tool-input-available","toolCallId":{},"toolName":[]}',
        '{"usage":{"prompt_tokens":"12","completion_tokens":1.5}}',
        'null',
        '"',
      ),
    );
    expect(answer.ending).toBe('open');
    expect(answer.usage.inputTokens).toBeUndefined();
  });
}

/** A call a socket's reader saw, from its beginning to its end. */
export interface SeenCall {
  asked: Asked;
  answer: Answer;
  over: boolean;
}

/** What a collector does for a socket's reader, as far as tests need it. */
export class SeenCalls implements Calls {
  readonly all: SeenCall[] = [];
  readonly #open = new Map<string, SeenCall>();

  begin(name: string, asked: Asked): Answer {
    const known = this.#open.get(name);
    if (known !== undefined) return known.answer;
    const call = { asked, answer: emptyAnswer(), over: false };
    this.#open.set(name, call);
    this.all.push(call);
    return call.answer;
  }

  find(name: string): Answer | null {
    return this.#open.get(name)?.answer ?? null;
  }

  end(name: string): void {
    const call = this.#open.get(name);
    if (call !== undefined) call.over = true;
    this.#open.delete(name);
  }

  drop(name: string): void {
    const call = this.#open.get(name);
    this.#open.delete(name);
    if (call !== undefined) this.all.splice(this.all.indexOf(call), 1);
  }
}
