import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openclaw } from '../../../core/protocols/openclaw/openclaw.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { SeenCalls } from './reading.ts';

const FILE = 'tests/fixtures/protocols/openclaw/2026.9.6.frames.jsonl';

interface Line {
  recording: string;
  direction: 'in' | 'out';
  frame: { type: string; method?: string; event?: string };
}

const lines = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

const messageOf = ({ direction, frame }: Line): SocketMessage => ({
  direction,
  data: JSON.stringify(frame),
});

const recorded = lines.filter(({ recording }) => recording === 'frames2').map(messageOf);

/** What two or more sockets tell, one after the other or side by side. */
const read = (...sockets: SocketMessage[][]) => {
  const calls = new SeenCalls();
  for (const messages of sockets) {
    const reader = openclaw.reader(calls);
    for (const message of messages) reader.take(message);
  }
  return calls;
};

const essence = (calls: SeenCalls) =>
  calls.all.map(({ asked, answer, over }) => ({
    trigger: asked.trigger,
    turn: asked.turn,
    tools: answer.toolCalls.map(({ name }) => name),
    tokens: [answer.usage.inputTokens, answer.usage.outputTokens],
    ending: over ? answer.ending : 'never',
  }));

const USED = { tokens: [1234, 56], ending: 'finished' };

describe('the OpenClaw Gateway', () => {
  it('is recognised by its challenge and by nothing else', () => {
    const socket = { host: 'claw.corp.example', path: '/' };
    const first = lines.find(({ frame }) => frame.event === 'connect.challenge');
    expect(first && openclaw.recognises(socket, messageOf(first))).toBe(true);
    for (const data of ['{"type":"event","event":"tick"}', '2', '{', new Uint8Array(4)]) {
      expect(openclaw.recognises(socket, { direction: 'in', data })).toBe(false);
    }
  });

  it('tells a person’s runs, a sub-agent, the command line, cron and heartbeat apart', () => {
    expect(essence(read(recorded))).toEqual([
      { trigger: 'page', turn: 'prompt', tools: ['ls'], ...USED },
      { trigger: 'page', turn: 'tool-results', tools: [], ...USED },
      { trigger: 'page', turn: 'prompt', tools: ['sessions_spawn'], ...USED },
      { trigger: 'page', turn: 'tool-results', tools: [], ...USED },
      { trigger: 'sub-agent', turn: 'not seen', tools: [], ...USED },
      { trigger: 'sub-agent', turn: 'not seen', tools: [], ...USED },
      { trigger: 'elsewhere', turn: 'not seen', tools: [], ...USED },
      { trigger: 'schedule', turn: 'not seen', tools: [], ...USED },
      { trigger: 'heartbeat', turn: 'not seen', tools: [], ...USED },
    ]);
  });

  it('links steps to the calls they descend from', () => {
    const { all } = read(recorded);
    expect(all[1]?.asked.answers).toEqual(['call_1']);
    expect(all[0]?.answer.toolCalls[0]?.id).toBe('call_1');
    const [, , , spawner, sub, announced] = all;
    expect(sub?.asked.answers).toEqual(spawner?.answer.names);
    expect(announced?.asked.answers).toEqual(sub?.answer.names);
  });

  it('names each call, so that a second tab or a reload does not count it again', () => {
    const keys = read(recorded).all.map(({ answer }) => answer.key);
    expect(new Set(keys).size).toBe(9);
    const twice = read(recorded, recorded).all.map(({ answer }) => answer.key);
    expect(new Set(twice)).toEqual(new Set(keys));
  });

  it('knows a call again that another page left in its midst', () => {
    const middle = recorded.findIndex(
      ({ data }) => typeof data === 'string' && data.includes('"phase":"model"'),
    );
    const left = read(recorded.slice(0, middle + 1));
    const joined = read(recorded.slice(middle + 1));
    expect(essence(left)).toMatchObject([{ ending: 'never' }]);
    expect(joined.all[0]?.answer.earlierKey).toBe(left.all[0]?.answer.key);
  });

  it('takes no history for usage', () => {
    const history = {
      type: 'res',
      id: '1',
      ok: true,
      payload: {
        messages: [{ role: 'assistant', responseId: 'r', usage: { input: 1, output: 1 } }],
      },
    };
    expect(read([{ direction: 'in', data: JSON.stringify(history) }]).all).toEqual([]);
  });

  it('counts a send the gateway refuses as an error that used nothing', () => {
    const frame = (value: object) => JSON.stringify(value);
    const calls = read([
      {
        direction: 'out',
        data: frame({
          type: 'req',
          id: '7',
          method: 'chat.send',
          params: { sessionKey: 'agent:main:main', message: 'hi', idempotencyKey: 'k' },
        }),
      },
      { direction: 'in', data: frame({ type: 'res', id: '7', ok: false, error: {} }) },
    ]);
    expect(essence(calls)).toEqual([
      { trigger: 'page', turn: 'prompt', tools: [], tokens: [0, 0], ending: 'failed' },
    ]);
  });

  it('ends a run that was stopped as broken off, with what was said so far', () => {
    const until = recorded.findIndex(
      ({ data }) => typeof data === 'string' && data.includes('"stream":"assistant"'),
    );
    const run = JSON.stringify({
      type: 'event',
      event: 'agent',
      payload: {
        runId: '40ec30fe-3371-4419-a3d5-af2a96cd65ab',
        stream: 'lifecycle',
        data: { phase: 'end', aborted: true },
      },
    });
    const calls = read([...recorded.slice(0, until + 1), { direction: 'in', data: run }]);
    const last = calls.all.at(-1);
    expect(last).toMatchObject({ over: true, answer: { ending: 'open' } });
    expect(last?.answer.text.join('')).not.toBe('');
  });

  it('takes a run that a person stopped for one call that was broken off', () => {
    const file = readFileSync('tests/fixtures/protocols/openclaw/2026.9.6-stopped.json', 'utf8');
    const [socket] = JSON.parse(file) as { frames: SocketMessage[] }[];
    const calls = read(socket?.frames ?? []);
    expect(essence(calls)).toMatchObject([{ trigger: 'page', turn: 'prompt', ending: 'open' }]);
    expect(calls.all[0]?.answer).toMatchObject({ model: 'mock-1' });
    expect(calls.all[0]?.answer.text.join('')).toMatch(/^Steadily and/);
  });

  it('never throws, whatever comes, and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(recorded, { minLength: 0 }),
        fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())),
        (some, junk) => {
          const noise = junk.map((data) => ({ direction: 'in' as const, data }));
          read([...some.slice(0, 40), ...noise, ...some.slice(40)]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
