/**
 * ChatGPT's page: `POST /backend-api/(f/)conversation`, answered there, or, after `stream_handoff`,
 * on a socket under a topic. Interrupted streams are taken up by `…/resume`. Only the new message
 * is sent, and no usage comes back.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { decodeAnswer, WireText } from '../answer-body.ts';
import { contentText } from '../message-text.ts';
import { asking, type Decoder, type Protocol } from '../protocol.ts';
import { Turn } from './turn.ts';

const PATH = /\/backend-(?:api|anon)\/(?:f\/)?conversation(\/resume)?$/;

const Request = z.object({
  action: z.string(),
  model: z.optional(z.unknown()),
  conversation_id: WireText,
  messages: z.catch(
    z.optional(
      z.array(
        z.object({
          id: WireText,
          author: z.catch(z.optional(z.object({ role: WireText })), undefined),
          content: z.catch(
            z.optional(z.object({ parts: z.optional(z.array(z.unknown())) })),
            undefined,
          ),
        }),
      ),
    ),
    undefined,
  ),
});

export const chatgptWeb: Protocol = {
  name: 'chatgpt-web',
  endpoint: (path) => PATH.exec(path)?.[1] === undefined && PATH.test(path),
  read({ path, body }) {
    const match = PATH.exec(path);
    const { success, data } = Request.safeParse(body);
    if (match === null || match[1] !== undefined || !success) return null;
    const { model, conversation_id = null, messages = [] } = data;
    const last = messages.at(-1);
    return asking({
      model,
      conversation: conversation_id,
      turn: last?.author?.role === 'user' ? 'prompt' : 'not seen',
      text: messages.flatMap(({ content }) => (content?.parts ?? []).flatMap(contentText)),
      messages: messages.length,
      call: last?.id ?? null,
    });
  },
  decoder: (asked) => turnDecoder(asked?.call ?? null),
};

const Resume = z.object({ conversation_id: z.string() });

/** The rest of a turn whose beginning was seen before: it counts where it can be known again. */
export const chatgptResume: Protocol = {
  name: 'chatgpt-web',
  read({ path, body }) {
    const { success, data } = Resume.safeParse(body);
    if (PATH.exec(path)?.[1] === undefined || !success) return null;
    return asking({ conversation: data.conversation_id });
  },
  decoder: () => turnDecoder(null),
  counts: ({ key }) => key !== null,
};

function turnDecoder(prompt: string | null): Decoder {
  const turn = new Turn({ prompt });
  const decoder = decodeAnswer({
    event: (data, answer) => turn.take(data, answer),
    document: () => false,
  });
  return {
    ...decoder,
    end: () => {
      const answer = decoder.end();
      if (turn.topic === null) return answer;
      // The stream's own end marker says only that it goes on elsewhere.
      const ending = answer.ending === 'failed' || turn.over ? answer.ending : 'open';
      return { ...answer, ending, elsewhere: turn.over ? null : turn.topic };
    },
  };
}
