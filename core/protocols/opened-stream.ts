/**
 * Streams that a page only opens, as EventSources do: their request says nothing that may be seen,
 * and their first event says what they are. Known are OpenAI's chunks, which many servers send.
 */
import { openaiChat } from './openai-chat.ts';
import { type Answer, asking, type Protocol } from './protocol.ts';

const CHUNK = '"chat.completion.chunk"';
/** It stands in the first event, or never. */
const LOOKED_AT = 8_000;

/** Answers that turned out to be streams of a model. */
const known = new WeakSet<Answer>();

export const openedStream: Protocol = {
  name: 'openai-chat',
  read: ({ method, body }) => (method === 'GET' && body === undefined ? asking({}) : null),
  decoder(asked) {
    const inner = openaiChat.decoder(asked);
    const text = new TextDecoder();
    let beginning = '';
    return {
      answer: inner.answer,
      feed: (bytes) => {
        if (beginning.length < LOOKED_AT) beginning += text.decode(bytes, { stream: true });
        inner.feed(bytes);
      },
      end: () => {
        const answer = inner.end();
        if (beginning.includes(CHUNK)) known.add(answer);
        return answer;
      },
    };
  },
  counts: (answer) => known.has(answer),
};
