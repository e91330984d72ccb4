import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copilot } from '../../../core/protocols/copilot.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { SeenCalls } from './reading.ts';

const out = (data: object): SocketMessage => ({ direction: 'out', data: JSON.stringify(data) });
const back = (event: string, more: object = {}): SocketMessage => ({
  direction: 'in',
  data: JSON.stringify({ event, ...more }),
});

const about = { conversationId: 'conv-1', messageId: 'message-1' };
const send = (text = 'Hi', conversationId = 'conv-1') =>
  out({ event: 'send', mode: 'chat', conversationId, content: [{ type: 'text', text }] });
const spoken = [
  back('connected', { requestId: 'r-1' }),
  out({ event: 'setOptions', supportedFeatures: [] }),
  send(),
  back('received', about),
  back('startMessage', about),
  back('appendText', { ...about, partId: '0', text: 'Grüße aus ' }),
  back('appendText', { ...about, partId: '0', text: '東京' }),
  back('partCompleted', about),
  back('titleUpdate', { title: 'A greeting' }),
  back('done', about),
];

const hear = (...messages: SocketMessage[]) => {
  const calls = new SeenCalls();
  const reader = copilot.reader(calls);
  for (const message of messages) reader.take(message);
  return calls.all;
};

describe('the consumer Copilot', () => {
  it('is recognised by its path', () => {
    const socket = { host: 'copilot.microsoft.com', path: '/c/api/chat' };
    expect(copilot.recognises(socket, back('connected'))).toBe(true);
    expect(copilot.recognises({ ...socket, path: '/c/api/voice' }, back('connected'))).toBe(false);
  });

  it('asks and is answered, in text and in bytes', () => {
    const bytes = spoken.map(({ direction, data }) => ({
      direction,
      data: new TextEncoder().encode(String(data)),
    }));
    for (const messages of [spoken, bytes]) {
      expect(hear(...messages)).toMatchObject([
        {
          over: true,
          asked: { conversation: 'conv-1', turn: 'prompt', trigger: 'page', text: ['Hi'] },
          answer: { ending: 'finished', text: ['Grüße aus ', '東京'] },
        },
      ]);
    }
  });

  it('is broken off where the page stops it, and failed where it says so', () => {
    const stopped = hear(...spoken.slice(0, 6), out({ event: 'stop', conversationId: 'conv-1' }));
    expect(stopped).toMatchObject([{ over: true, answer: { ending: 'open' } }]);
    // Errors do not say which conversation they belong to.
    const failed = hear(...spoken.slice(0, 6), back('error', { errorCode: 'server-error' }));
    expect(failed).toMatchObject([{ over: true, answer: { ending: 'failed' } }]);
  });

  it('keeps turns and conversations apart', () => {
    const calls = hear(
      send('one'),
      send('two'),
      send('three', 'conv-2'),
      back('appendText', { ...about, text: 'Two' }),
      back('done', about),
    );
    expect(calls.map(({ asked, answer, over }) => [asked.text, answer.text, over])).toEqual([
      [['one'], [], true],
      [['two'], ['Two'], true],
      [['three'], [], false],
    ]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(spoken),
        fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())),
        fc.nat(100),
        (some, junk, keep) => {
          const noise = junk.map((data) => ({ direction: 'in' as const, data }));
          const cut = some.map(({ direction, data }) => ({ direction, data: data.slice(0, keep) }));
          hear(...some, ...noise, ...cut);
        },
      ),
    );
  });
});
