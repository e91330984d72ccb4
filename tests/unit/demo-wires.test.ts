/**
 * What the demo's page sends by hand, over every wire and in every way, against the model server.
 * Here in Node, whose fetch is the browsers'; XHR and EventSource are only in browsers.
 */
import { describe, expect, it } from 'vitest';
import { WIRES, type WireName } from '../../demo/app/wire/all.ts';
import { READINGS, type ReadingName } from '../../demo/app/wire/readings.ts';
import { SENDINGS } from '../../demo/app/wire/send-as.ts';
import { type FetchManner, speakByFetch } from '../../demo/app/wire/speak-fetch.ts';
import type { Ask } from '../../demo/app/wire/wire.ts';
import { behave, quick, serveForTests } from './demo-serving.ts';

const server = serveForTests();
const names = Object.keys(WIRES) as WireName[];
const readings = Object.keys(READINGS) as ReadingName[];
const spoken: [WireName, string][] = names.flatMap((name) =>
  WIRES[name].variants
    // Served apart, as an EventSource wants it.
    .filter((variant) => variant !== 'events' || name !== 'openai-chat')
    .map((variant): [WireName, string] => [name, variant]),
);
const endless = { pieces: 5_000, pace: 2 };

function ask(
  name: WireName,
  asked: Partial<Ask>,
  behaviour: object,
  manner: Partial<FetchManner> = {},
) {
  const request = WIRES[name].request({
    model: 'atlas',
    prompt: 'What should we do first?',
    history: [],
    stream: true,
    conversation: 'conv-1',
    tools: [],
    variant: undefined,
    ...asked,
  });
  const path = server.url + request.path;
  const headers = { ...request.headers, ...behave(behaviour) };
  return speakByFetch(
    { ...request, path, headers },
    { reading: 'getReader', sendAs: 'string', stop: 'none', ...manner },
  );
}

describe.each(spoken)('%s, %s', (name, variant) => {
  it.each([true, false])('answers, streamed: %s', async (stream) => {
    const { ending, bytes } = await ask(name, { variant, stream }, quick);
    expect(ending).toBe('complete');
    expect(bytes).toBeGreaterThan(50);
    const entry = await server.truth();
    expect(entry).toMatchObject({ protocol: name, outcome: 'complete' });
    if (stream) expect(entry).toMatchObject({ streamed: true });
  });

  it('says its answer in every language', async () => {
    for (const language of ['de', 'zh', 'ja', 'code', 'json']) {
      await ask(name, { variant }, { language, pace: 0 });
    }
    for (const [index, { chunksSent }] of server.entries().entries()) {
      expect(chunksSent).toBeGreaterThan(2);
      expect(await server.truth(index)).toMatchObject({ outcome: 'complete' });
    }
    expect(server.entries()).toHaveLength(5);
  });

  it('is refused, cut short, and told of errors', async () => {
    const outcomes = [
      [{ refuse: '429' }, 'failed'],
      [{ cutAfter: 0 }, 'failed'],
      [{ cutAfter: 3 }, 'failed'],
      // Who reads bytes alone takes these for complete.
      [{ errorAfter: 3 }, 'complete'],
      [{ garbleAfter: 3 }, 'complete'],
    ] as const;
    for (const [behaviour, expected] of outcomes) {
      const { ending } = await ask(name, { variant }, { ...quick, ...behaviour });
      expect([behaviour, ending]).toEqual([behaviour, expected]);
    }
    const truth = await Promise.all(outcomes.map((_, index) => server.truth(index)));
    expect(truth.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(4).fill('error'),
      'complete',
    ]);
  });

  it.each(['cancel', 'abort'] as const)('stops by %s', async (stop) => {
    expect((await ask(name, { variant }, endless, { stop })).ending).toBe('cancelled');
    expect((await server.truth()).outcome).toBe('aborted');
  });
});

describe('tools', () => {
  it.each(names)('%s shows those that run, where its wire shows any', async (name) => {
    const tools = ['search_tickets'];
    await ask(name, { tools }, { ...quick, act: true });
    const { toolCalls } = await server.truth();
    const silent = ['n8n', 'github-copilot', 'a2a'];
    expect(toolCalls.length > 0).toBe(!silent.includes(name));
  });
});

describe('every reading', () => {
  // One JSON array, so that it can be read as JSON too.
  const array: Partial<Ask> = { variant: 'array' };

  it.each(readings)('%s takes it all', async (reading) => {
    const { ending, bytes } = await ask('gemini', array, quick, { reading });
    expect(ending).toBe('complete');
    expect(bytes).toBeGreaterThan(1_000);
    expect((await server.truth()).outcome).toBe('complete');
  });

  it.each(
    readings.flatMap((reading) => [[reading, 'cancel'] as const, [reading, 'abort'] as const]),
  )('%s ends by %s', async (reading, stop) => {
    const { ending } = await ask('gemini', array, endless, { reading, stop });
    expect(ending).toBe('cancelled');
    expect((await server.truth()).outcome).toBe('aborted');
  });
});

describe('every sending', () => {
  it.each(
    SENDINGS.flatMap((sendAs) => names.map((name): [typeof sendAs, WireName] => [sendAs, name])),
  )('as %s over %s', async (sendAs, name) => {
    expect((await ask(name, {}, quick, { sendAs })).ending).toBe('complete');
    expect(await server.truth()).toMatchObject({ protocol: name, outcome: 'complete' });
  });
});
