/**
 * OpenAI Responses over a WebSocket: `response.create` goes out, the events of its stream come in.
 * Lanes share a socket under their `stream_id`.
 * Source: the `openai` package, 7.57.
 */
import * as z from 'zod/mini';
import { WireText } from './answer-body.ts';
import { askedOf, ResponseEvent, ResponseRequest, takeResponseEvent } from './openai-responses.ts';
import type { SocketProtocol } from './protocol.ts';
import { socketJson } from './socket-json.ts';

const Create = z.object({
  type: z.literal('response.create'),
  stream_id: WireText,
  response: z.optional(ResponseRequest),
});
const Lane = z.object({ stream_id: WireText });

const PATH = /\/responses$/;

export const responsesSocket: SocketProtocol = {
  name: 'openai-responses',
  recognises: ({ path }, message) =>
    PATH.test(path) ||
    (message.direction === 'out' && Create.safeParse(socketJson(message)).success),
  reader: (calls) => ({
    take: (message) => {
      const json = socketJson(message);
      const lane = Lane.safeParse(json).data?.stream_id ?? '';
      if (message.direction === 'out') {
        const created = Create.safeParse(json).data;
        if (created === undefined) return;
        // What is asked stands beside the type, or in a field of its own.
        const asked = askedOf(created.response ?? ResponseRequest.safeParse(json).data ?? {});
        // A lane answers one at a time.
        calls.end(lane);
        calls.begin(lane, { ...asked, trigger: 'page' });
        return;
      }
      const event = ResponseEvent.safeParse(json).data;
      const answer = calls.find(lane);
      if (event === undefined || answer === null) return;
      if (takeResponseEvent(event, answer)) calls.end(lane);
    },
  }),
};
