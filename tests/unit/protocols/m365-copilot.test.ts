import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { m365Copilot } from '../../../core/protocols/m365-copilot.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { essence, SeenCalls } from './reading.ts';

const END = '\u001e';
const frame = (direction: 'in' | 'out', ...messages: object[]): SocketMessage => ({
  direction,
  data: messages.map((each) => JSON.stringify(each) + END).join(''),
});
const out = (...messages: object[]) => frame('out', ...messages);
const back = (...messages: object[]) => frame('in', ...messages);

const ask = (text = 'Hi', tone = 'Gpt_5_4_Reasoning') =>
  out(
    {
      type: 4,
      invocationId: '0',
      target: 'chat',
      arguments: [{ source: 'officeweb', tone, message: { author: 'user', text } }],
    },
    { type: 1, target: 'Metrics', arguments: [{ Timestamps: {} }] },
  );
const update = (data: object) =>
  back({ type: 1, target: 'update', arguments: [{ conversationId: 'conv-1', ...data }] });
const bot = (text: string, more: object = {}) => ({ author: 'bot', text, ...more });
const closing = back(
  {
    type: 2,
    invocationId: '0',
    item: {
      messages: [
        { author: 'user', text: 'Hi' },
        bot('Grüße aus 東京'),
        bot('What next?', { messageType: 'Suggestion' }),
      ],
      result: { value: 'Success' },
    },
  },
  { type: 3, invocationId: '0' },
);
const written = [
  out({ protocol: 'json', version: 1 }),
  frame('in', {}),
  ask(),
  update({ messages: [bot('Searching…', { messageType: 'Progress' })] }),
  update({ messages: [bot('Grüße')] }),
  update({ writeAtCursor: ' aus ' }),
  back({ type: 6 }),
  update({ writeAtCursor: '東京', throttling: {} }),
  closing,
];

const hear = (...messages: SocketMessage[]) => {
  const calls = new SeenCalls();
  const reader = m365Copilot.reader(calls);
  for (const message of messages) reader.take(message);
  return calls.all;
};

describe('Microsoft 365 Copilot', () => {
  it('is recognised by its hub', () => {
    const hub = { host: 'substrate.office.com', path: '/m365Copilot/Chathub/me@tenant' };
    expect(m365Copilot.recognises(hub, back({}))).toBe(true);
    expect(m365Copilot.recognises({ ...hub, path: '/signalr' }, back({}))).toBe(false);
  });

  it('asks, and is answered by what is new and by what there is', () => {
    const bytes = written.map(({ direction, data }) => ({
      direction,
      data: new TextEncoder().encode(String(data)),
    }));
    for (const messages of [written, bytes]) {
      const [call, ...others] = hear(...messages);
      expect(others).toEqual([]);
      expect(call).toMatchObject({
        over: true,
        asked: { turn: 'prompt', trigger: 'page', text: ['Hi'], model: 'Gpt_5_4_Reasoning' },
      });
      expect(call && essence(call.answer)).toMatchObject({
        ending: 'finished',
        text: 'Grüße aus 東京',
        conversation: 'conv-1',
      });
    }
  });

  it('takes no name of a mood for a model', () => {
    expect(hear(ask('Hi', 'magic'))[0]?.asked.model).toBeNull();
  });

  it('counts every showing of the whole text once', () => {
    const [call] = hear(
      ask(),
      update({ messages: [bot('Guten')] }),
      update({ messages: [bot('Guten Tag')] }),
      back({ type: 3, invocationId: '0' }),
    );
    expect(call).toMatchObject({ over: true, answer: { text: ['Guten Tag'], ending: 'finished' } });
  });

  it('fails where it says so', () => {
    const throttled = { messages: [], result: { value: 'Throttled' } };
    for (const end of [
      back({ type: 3, invocationId: '0', error: 'no' }),
      back({ type: 2, invocationId: '0', item: throttled }, { type: 3, invocationId: '0' }),
    ]) {
      expect(hear(ask(), end)).toMatchObject([{ over: true, answer: { ending: 'failed' } }]);
    }
  });

  it('is broken off where the page stops it, answered or not', () => {
    const stop = out({ type: 5, invocationId: '0' });
    const [call, ...others] = hear(
      ask(),
      update({ writeAtCursor: 'Guten' }),
      stop,
      back({ type: 3, invocationId: '0' }),
    );
    expect(others).toEqual([]);
    expect(call).toMatchObject({ over: true, answer: { ending: 'open', text: ['Guten'] } });
  });

  it('keeps turns apart, which all begin to count anew', () => {
    const calls = hear(ask('one'), update({ writeAtCursor: 'a' }), ask('two'), closing);
    expect(calls.map(({ asked, answer, over }) => [asked.text, answer.ending, over])).toEqual([
      [['one'], 'open', true],
      [['two'], 'finished', true],
    ]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(written),
        fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())),
        fc.nat(300),
        (some, junk, keep) => {
          const noise = junk.map((data) => ({ direction: 'in' as const, data }));
          const cut = some.map(({ direction, data }) => ({ direction, data: data.slice(0, keep) }));
          hear(...some, ...noise, ...cut);
        },
      ),
    );
  });
});
