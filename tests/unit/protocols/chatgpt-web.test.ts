import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatgptResume, chatgptWeb } from '../../../core/protocols/chatgpt-web/conversation.ts';
import { chatgptTopics } from '../../../core/protocols/chatgpt-web/topics.ts';
import type { SocketMessage } from '../../../core/protocols/protocol.ts';
import { decode, decodesSoundly, decodeWith, essence, post, SeenCalls } from './reading.ts';
import { sse } from './wire.ts';

const PATH = '/backend-api/f/conversation';
const CONVERSATION = { conversation_id: 'conv-1' };

const message = (id: string, role: string, text: string, more: object = {}) => ({
  id,
  author: { role, name: null, metadata: {} },
  content: { content_type: 'text', parts: [text] },
  status: 'finished_successfully',
  metadata: {},
  recipient: 'all',
  ...more,
});
const add = (added: object, c: number) => ({
  p: '',
  o: 'add',
  v: { message: added, ...CONVERSATION },
  c,
});

/** Everything in front of the answer, the echo of the prompt included. */
const opening = [
  '"v1"',
  { type: 'resume_conversation_token', token: 'not.a.token', ...CONVERSATION },
  { type: 'input_message', input_message: message('prompt-1', 'user', 'Hi'), ...CONVERSATION },
];
const writing = [
  add(message('hidden-1', 'system', ''), 0),
  add(message('call-1', 'assistant', '{"q":', { recipient: 'web.run', status: 'in_progress' }), 1),
  { p: '/message/content/parts/0', o: 'append', v: '"x"}' },
  { v: { message: message('out-1', 'tool', 'a long result'), ...CONVERSATION }, c: 2 },
  add(message('answer-1', 'assistant', '', { metadata: { model_slug: 'auto' } }), 3),
  { type: 'message_marker', marker: 'user_visible_token', event: 'first' },
  { p: '/message/content/parts/0', o: 'append', v: 'Grüße' },
  { v: ' aus' },
  {
    p: '',
    o: 'patch',
    v: [
      { p: '/message/content/parts/0', o: 'append', v: ' 東京' },
      { p: '/message/status', o: 'replace', v: 'finished_successfully' },
      { p: '/message/end_turn', o: 'replace', v: true },
      { p: '/message/metadata', o: 'append', v: { resolved_model_slug: 'gpt-6' } },
    ],
  },
  { type: 'title_generation', title: 'A greeting', ...CONVERSATION },
  { type: 'server_ste_metadata', metadata: { model_slug: 'auto' }, ...CONVERSATION },
  { type: 'message_stream_complete', ...CONVERSATION },
];
const stream = sse(...opening, ...writing, '[DONE]');

const handoff = {
  type: 'stream_handoff',
  ...CONVERSATION,
  turn_exchange_id: 't-1',
  options: [
    { type: 'resume_sse_endpoint', topic_id: 'other' },
    { type: 'subscribe_ws_topic', topic_id: 'conversation-turn-t-1' },
  ],
};

const body = {
  action: 'next',
  messages: [{ id: 'prompt-1', author: { role: 'user' }, content: { parts: ['Hi'] } }],
  parent_message_id: 'client-created-root',
  model: 'auto',
  supported_encodings: ['v1'],
};
const asked = chatgptWeb.read(post(PATH, body));

const TEXT = 'web.run{"q":"x"}Grüße aus 東京';

describe('ChatGPT’s page', () => {
  it('is answered by patches to one message after another', () => {
    expect(essence(decodeWith(chatgptWeb, asked, stream))).toMatchObject({
      model: 'gpt-6',
      conversation: 'conv-1',
      ending: 'finished',
      text: TEXT,
      toolCalls: [{ id: 'call-1', name: 'web.run' }],
      usage: { inputTokens: undefined, outputTokens: undefined },
      key: 'conv-1 answer-1',
      earlierKey: 'conv-1 prompt-1',
      elsewhere: null,
      malformed: 0,
    });
  });

  it('thinks aloud in parts of its own', () => {
    const thoughts = '/message/content/thoughts';
    const content = { content_type: 'thoughts', thoughts: [{ summary: 'S', content: 'Hm. ' }] };
    const thinking = [
      add(message('thought-1', 'assistant', '', { content }), 0),
      { p: thoughts, o: 'append', v: [{ summary: 'S', content: 'Let me ', chunks: [] }] },
      { p: `${thoughts}/1/content`, o: 'append', v: 'see.' },
      { p: `${thoughts}/0/summary`, o: 'replace', v: 'Seeing' },
      { v: [{ p: `${thoughts}/1/content`, o: 'append', v: ' No.' }] },
      { p: '', o: 'patch', v: [{ p: `${thoughts}/1/content`, o: 'append', v: ' Yes.' }] },
    ];
    const answer = decode(chatgptWeb, sse(...thinking));
    expect(essence(answer)).toMatchObject({ text: 'Hm. Let me see. Yes.', malformed: 0 });
  });

  it('is answered by whole messages where the encoding is older', () => {
    const shown = ['Gu', 'Guten', 'Guten Tag'].map((text) => ({
      message: message('answer-1', 'assistant', text, { metadata: { model_slug: 'gpt-4' } }),
      error: null,
      ...CONVERSATION,
    }));
    expect(essence(decode(chatgptWeb, sse(...shown, '[DONE]')))).toMatchObject({
      model: 'gpt-4',
      ending: 'finished',
      text: 'Guten Tag',
    });
  });

  it('is open where the stream was cut, and failed where it says so', () => {
    const cut = decode(chatgptWeb, sse(...opening, ...writing.slice(0, 8)));
    expect(essence(cut)).toMatchObject({ ending: 'open', text: 'web.run{"q":"x"}Grüße aus' });
    const error = { type: 'error', error: 'overloaded', message: null };
    expect(decode(chatgptWeb, sse(...opening, error, '[DONE]')).ending).toBe('failed');
  });

  it('says where its answer goes on', () => {
    const answer = decodeWith(chatgptWeb, asked, sse(...opening, handoff, '[DONE]'));
    expect(answer).toMatchObject({
      ending: 'open',
      elsewhere: 'conversation-turn-t-1',
      key: 'conversation-turn-t-1',
      earlierKey: 'conv-1 prompt-1',
    });
  });

  it('sends only what is new', () => {
    expect(asked).toMatchObject({
      model: 'auto',
      conversation: null,
      turn: 'prompt',
      text: ['Hi'],
      messages: 1,
      call: 'prompt-1',
    });
    const next = chatgptWeb.read(post('/backend-api/conversation', { ...body, ...CONVERSATION }));
    expect(next?.conversation).toBe('conv-1');
    for (const path of [`${PATH}/prepare`, `${PATH}/resume`, '/backend-api/conversations']) {
      expect(chatgptWeb.read(post(path, body))).toBeNull();
      expect(chatgptWeb.endpoint?.(path)).toBe(false);
    }
    expect(chatgptWeb.endpoint?.(PATH)).toBe(true);
  });

  it('takes up interrupted streams, which count where they can be known again', () => {
    const resume = chatgptResume.read(post(`${PATH}/resume`, { ...CONVERSATION, offset: 7 }));
    expect(resume).toMatchObject({ conversation: 'conv-1', turn: 'not seen' });
    expect(chatgptResume.read(post(PATH, { ...body, ...CONVERSATION }))).toBeNull();
    const rest = decodeWith(chatgptResume, resume, stream);
    expect(chatgptResume.counts?.(rest)).toBe(true);
    expect(rest.key).toBe(decodeWith(chatgptWeb, asked, stream).key);
    const tail = decodeWith(chatgptResume, resume, sse({ v: 'x' }, '[DONE]'));
    expect(chatgptResume.counts?.(tail)).toBe(false);
  });

  decodesSoundly(chatgptWeb, stream, asked);
});

const TOPIC = 'conversation-turn-t-1';

const item = (id: string, data: unknown, topic_id: string | undefined = TOPIC) => ({
  type: 'message',
  topic_id,
  payload: {
    type: 'conversation-turn-stream',
    payload: {
      type: 'stream-item',
      stream_item_id: id,
      encoded_item: new TextDecoder().decode(sse(data)),
    },
  },
});
const items = [...opening, ...writing, '[DONE]'].map((data, index) => item(`item-${index}`, data));
const incoming = (...list: object[]): SocketMessage => ({
  direction: 'in',
  data: JSON.stringify(list),
});
const subscribe: SocketMessage = {
  direction: 'out',
  data: JSON.stringify([{ id: 1, command: { type: 'subscribe', topic_id: TOPIC } }]),
};
const hear = (calls: SeenCalls, ...messages: SocketMessage[]) => {
  const reader = chatgptTopics.reader(calls);
  for (const each of messages) reader.take(each);
  return calls.all;
};

const told = { ending: 'finished', model: 'gpt-6', conversation: 'conv-1', key: TOPIC };

describe('the socket of ChatGPT’s page', () => {
  it('is recognised by its commands and its turns', () => {
    const socket = { host: 'ws.chatgpt.com', path: '/celsius/ws/user' };
    expect(chatgptTopics.recognises(socket, subscribe)).toBe(true);
    expect(chatgptTopics.recognises(socket, incoming(item('1', '"v1"')))).toBe(true);
    for (const data of ['[]', '[{"id":1}]', '42["message"]', '{"type":"message"}', '']) {
      expect(chatgptTopics.recognises(socket, { direction: 'in', data })).toBe(false);
    }
  });

  it('goes on with the call that was handed to it', () => {
    const calls = new SeenCalls();
    calls.begin(TOPIC, asked ?? expect.fail());
    const [call, ...others] = hear(calls, subscribe, ...items.map((each) => incoming(each)));
    expect(others).toEqual([]);
    expect(call).toMatchObject({ over: true, asked: { turn: 'prompt' }, answer: told });
    expect(call?.answer.text.join('')).toBe(TEXT);
    expect(call?.answer.toolCalls).toEqual([{ id: 'call-1', name: 'web.run' }]);
  });

  it('finds the call by its prompt as long as the request has not said where it goes on', () => {
    const calls = new SeenCalls();
    calls.begin('prompt-1', asked ?? expect.fail());
    const [call, ...others] = hear(calls, incoming(...items));
    expect(others).toEqual([]);
    expect(call).toMatchObject({ over: true, answer: told });
    expect(call?.answer.text.join('')).toBe(TEXT);
  });

  it('tells of turns that another tab began', () => {
    const [call, ...others] = hear(new SeenCalls(), incoming(...items));
    expect(others).toEqual([]);
    expect(call).toMatchObject({ over: true, asked: { trigger: 'elsewhere' }, answer: told });
    expect(call?.answer.text.join('')).toBe(TEXT);
  });

  it('counts what comes again once, in the reply to a later subscription or after the end', () => {
    const reply = { type: 'subscribe', topic_id: TOPIC, catchups: items.slice(0, 9) };
    const calls = hear(
      new SeenCalls(),
      incoming(...items.slice(0, 11)),
      incoming({ id: 2, type: 'reply', reply }),
      incoming(...items.slice(11)),
      incoming(...items),
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]?.answer.text.join('')).toBe(TEXT);
  });

  it('brings items of the past in its reply, and ends without a mark', () => {
    const catchups = items.slice(0, -2).map((each) => ({ ...each, topic_id: undefined }));
    const done = item('last', '');
    done.payload.payload.type = 'done';
    const [call] = hear(
      new SeenCalls(),
      incoming({ id: 2, type: 'reply', reply: { topic_id: TOPIC, catchups } }),
      incoming(done),
    );
    expect(call).toMatchObject({ over: true, answer: told });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(items, { minLength: 0 }),
        fc.array(fc.oneof(fc.json(), fc.string(), fc.uint8Array())),
        fc.array(fc.json()),
        (some, junk, data) => {
          hear(
            new SeenCalls(),
            incoming(...some),
            ...junk.map((each): SocketMessage => ({ direction: 'in', data: each })),
            ...data.map((each, index) => incoming(item(`junk-${index}`, each, 'other'))),
          );
        },
      ),
    );
  });
});
