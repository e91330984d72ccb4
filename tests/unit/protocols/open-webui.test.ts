import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWebuiEvents } from '../../../core/protocols/open-webui/events.ts';
import { openWebui } from '../../../core/protocols/open-webui/request.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { decodesSoundly, decodeWith, post, SeenCalls } from './reading.ts';
import { json, openaiStream } from './wire.ts';

const PATH = '/api/chat/completions';
const body = {
  model: 'llama3',
  stream: true,
  chat_id: 'chat-1',
  id: 'message-1',
  session_id: 'socket-1',
  messages: [{ role: 'user', content: 'Hi' }],
};
const asked = () => openWebui.read(post(PATH, body));

const told = (data: object, message_id = 'message-1'): SocketMessage => ({
  direction: 'in',
  data: `42["events",${JSON.stringify({
    chat_id: 'chat-1',
    message_id,
    data: { type: 'chat:completion', data },
  })}]`,
});

const answerOver = (...messages: SocketMessage[]) => {
  const calls = new SeenCalls();
  const reader = openWebuiEvents.reader(calls);
  for (const message of messages) reader.take(message);
  return calls.all;
};

describe('Open WebUI’s requests', () => {
  it('name the chat and the message', () => {
    expect(asked()).toMatchObject({
      model: 'llama3',
      conversation: 'chat-1',
      call: 'message-1',
      turn: 'prompt',
      trigger: null,
    });
    const scheduled = openWebui.read(post(PATH, { ...body, session_id: 'automation:7' }));
    expect(scheduled?.trigger).toBe('schedule');
    expect(openWebui.read(post(PATH, { model: 'm', messages: body.messages }))).toBeNull();
  });

  it('are answered in place, or elsewhere under the message’s name', () => {
    const inPlace = decodeWith(openWebui, asked(), openaiStream);
    expect(inPlace).toMatchObject({ ending: 'finished', elsewhere: null });
    const elsewhere = decodeWith(openWebui, asked(), json({ status: true, task_id: 'task-1' }));
    expect(elsewhere).toMatchObject({ ending: 'open', elsewhere: 'message-1' });
    expect(inPlace.key).toBe(elsewhere.key);
  });

  decodesSoundly(openWebui, openaiStream, asked());
});

describe('Open WebUI’s events', () => {
  it('bring an answer in pieces, with its usage', () => {
    const [call] = answerOver(
      told({ choices: [{ delta: { content: 'Guten ' } }], model: 'llama3:8b' }),
      told({ choices: [{ delta: { content: 'Tag' } }] }),
      told({ usage: { prompt_tokens: 12, completion_tokens: 3 } }),
      told({ done: true }),
    );
    expect(call).toMatchObject({
      over: true,
      asked: { conversation: 'chat-1', trigger: 'elsewhere' },
      answer: {
        ending: 'finished',
        model: 'llama3:8b',
        text: ['Guten ', 'Tag'],
        usage: { inputTokens: 12, outputTokens: 3 },
      },
    });
  });

  it('may repeat the whole text each time, and then count it once', () => {
    const [call] = answerOver(
      told({ content: 'Guten' }),
      told({ content: 'Guten Tag' }),
      told({ done: true, content: 'Guten Tag' }),
    );
    expect(call?.answer.text).toEqual(['Guten Tag']);
  });

  it('keep messages apart', () => {
    const calls = answerOver(
      told({ content: 'one' }),
      told({ content: 'two' }, 'message-2'),
      told({ error: { content: 'no' } }),
    );
    expect(calls.map(({ over, answer }) => [over, answer.ending])).toEqual([
      [true, 'failed'],
      [false, 'open'],
    ]);
  });

  it('are told apart from other socket.io traffic', () => {
    const socket = { host: 'webui.corp.example', path: '/ws/socket.io/' };
    expect(openWebuiEvents.recognises(socket, told({}))).toBe(true);
    for (const data of ['40', '2', '42["usage",[]]', '42[', '42/x,7["other",{}]', '']) {
      expect(openWebuiEvents.recognises(socket, { direction: 'in', data })).toBe(false);
    }
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())), (junk) => {
        answerOver(
          ...junk.flatMap((data): SocketMessage[] => [
            { direction: 'in', data },
            { direction: 'in', data: `42["events",${String(data)}]` },
          ]),
        );
      }),
    );
  });
});
