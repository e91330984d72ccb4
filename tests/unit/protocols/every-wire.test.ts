/**
 * Every protocol over HTTP on what the demo's server says in it, tool calls included: as told
 * whole, in any chunks, in any mutilation.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../../demo/app/wire/all.ts';
import type { TruthEntry } from '../../../demo/model-server/truth.ts';
import { everyday } from '../../../core/protocols/everyday.ts';
import { formJson } from '../../../core/protocols/form-body.ts';
import { binary } from '../../../core/protocols/pack-binary.ts';
import { http } from '../../../core/protocols/pack-http.ts';
import type { Answer, Asked, Protocol, WireRequest } from '../../../core/protocols/protocol.ts';
import { recognise } from '../../../core/protocols/recognise.ts';
import { usageOf } from '../../../core/usage.ts';
import { behave, serveForTests } from '../demo-serving.ts';
import { decodeWith, essence } from './reading.ts';

const PROTOCOLS = [everyday, http, binary].flatMap(({ protocols }) => protocols);
const server = serveForTests();

interface Said {
  request: WireRequest;
  bytes: Uint8Array;
  entry: TruthEntry;
}

async function say(name: WireName, variant: string, behaviour: object): Promise<Said> {
  const wire = WIRES[name].request({
    model: 'atlas-1',
    prompt: 'What should we do first?',
    history: [],
    stream: true,
    conversation: 'conversation-1',
    tools: [],
    variant,
  });
  const { method, headers, body } = wire;
  const response = await fetch(server.url + wire.path, {
    method,
    headers: { ...headers, ...behave({ pace: 0, ...behaviour }) },
    body,
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const fields = body instanceof FormData ? fieldsOf(body) : null;
  const { host, pathname: path } = new URL(wire.path, server.url);
  return {
    request: {
      method,
      host,
      path,
      body:
        typeof body === 'string'
          ? JSON.parse(body)
          : fields === null
            ? undefined
            : formJson(fields),
      fields,
    },
    bytes,
    entry: await server.truth(),
  };
}

function fieldsOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}

const spoken = (Object.keys(WIRES) as WireName[]).flatMap((name) =>
  WIRES[name].variants
    // What only a page opens is tested with its own protocol.
    .filter((variant) => variant !== 'events' || name !== 'openai-chat')
    .map((variant) => [name, variant] as const),
);

describe.each(spoken)('%s, %s', (name, variant) => {
  let said: Said;
  let protocol: Protocol;
  let asked: Asked | null;
  let answer: Answer;
  beforeAll(async () => {
    said = await say(name, variant, { act: true, pieces: 6 });
    const found = recognise(said.request, PROTOCOLS);
    if (found === null) throw new Error(`${name} is not recognised`);
    ({ protocol, asked } = found);
    answer = decodeWith(protocol, asked, said.bytes);
  });

  it('is recognised, and read to its end', () => {
    expect(protocol.name).toBe(name);
    expect(answer).toMatchObject({ ending: 'finished', malformed: 0, elsewhere: null });
    expect(protocol.counts?.(answer) ?? true).toBe(true);
  });

  it('gives tokens and tools as they were', () => {
    const { entry } = said;
    const usage = usageOf(asked, answer);
    expect(answer.toolCalls.map(({ name: tool }) => tool)).toEqual(entry.toolCalls);
    if (entry.usageOnWire) {
      const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = entry;
      expect(usage).toMatchObject({
        inputTokens,
        outputTokens,
        cachedInputTokens,
        reasoningTokens,
        source: 'reported',
      });
      // Where no model took part there is nothing to estimate.
    } else if (name !== 'mcp') {
      expect(usage.source).toBe('estimated');
    }
  });

  it('leaves an answer open that was cut, and knows one that failed', async () => {
    const cut = decodeWith(protocol, asked, said.bytes.subarray(0, said.bytes.length >> 2));
    expect(cut.ending).toBe('open');
    const failed = await say(name, variant, { errorAfter: 2, pieces: 6 });
    expect(decodeWith(protocol, asked, failed.bytes).ending).toBe('failed');
  });

  it('is the same in any chunks', () => {
    const whole = essence(answer);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const pieces: Uint8Array[] = [];
      for (let start = 0; start < said.bytes.length; start += size) {
        pieces.push(said.bytes.subarray(start, start + size));
      }
      expect(essence(decodeWith(protocol, asked, ...pieces))).toEqual(whole);
    }
  });
});
