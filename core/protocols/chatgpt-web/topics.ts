/**
 * The socket that answers of ChatGPT on the web are handed to: each turn is a topic, and its
 * events come one by one as they would stand in a stream.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { decodeAnswer, WireText } from '../answer-body.ts';
import type { Decoder, SocketProtocol } from '../protocol.ts';
import { socketJson } from '../socket-json.ts';
import { patchReader } from './patches.ts';

const Messages = z.array(
  z.object({
    topic_id: WireText,
    payload: z.catch(
      z.optional(z.object({ payload: z.optional(z.object({ encoded_item: WireText })) })),
      undefined,
    ),
  }),
);

const PATH = /\/backend-api\/(?:.*\/)?ws$/;
const MAX_TOPICS = 100;

export const chatgptTopics: SocketProtocol = {
  name: 'chatgpt-web',
  sharesNames: true,
  recognises: ({ path }) => PATH.test(path),
  reader: (calls) => {
    const topics = new Map<string, Decoder>();
    const encoder = new TextEncoder();
    return {
      take: (frame) => {
        for (const { topic_id: topic, payload } of Messages.safeParse(socketJson(frame)).data ??
          []) {
          const item = payload?.payload?.encoded_item;
          const answer = topic === undefined ? null : calls.find(topic);
          if (topic === undefined || item === undefined || answer === null) continue;
          let decoder = topics.get(topic);
          if (decoder === undefined) {
            if (topics.size >= MAX_TOPICS) topics.clear();
            decoder = decodeAnswer(patchReader(), answer);
            topics.set(topic, decoder);
          }
          decoder.feed(encoder.encode(item));
          if (answer.ending !== 'open') calls.end(topic);
        }
      },
    };
  },
};
