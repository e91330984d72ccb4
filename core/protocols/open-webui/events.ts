/**
 * What Open WebUI tells of its answers over socket.io: `events`, each of one message of a chat.
 * Source: Open WebUI 0.6.
 */
import * as z from 'zod/mini';
import { WireCount, WireText } from '../answer-body.ts';
import { type Answer, asking, finish, report, type SocketProtocol } from '../protocol.ts';
import { socketIoEvent } from '../socket-io.ts';
import { messageKey } from './request.ts';

const Completion = z.object({
  model: z.optional(z.unknown()),
  /** All of the text so far. */
  content: WireText,
  choices: z.catch(
    z.optional(z.array(z.object({ delta: z.optional(z.object({ content: WireText })) }))),
    undefined,
  ),
  /** As OpenAI or as Ollama reports it, whichever served the model. */
  usage: z.catch(
    z.optional(
      z.object({
        prompt_tokens: WireCount,
        completion_tokens: WireCount,
        prompt_eval_count: WireCount,
        eval_count: WireCount,
      }),
    ),
    undefined,
  ),
  done: z.catch(z.optional(z.boolean()), undefined),
  error: z.optional(z.unknown()),
});
type Completion = z.infer<typeof Completion>;

const Told = z.object({
  chat_id: z.string(),
  message_id: z.string(),
  data: z.union([
    z.object({ type: z.literal('chat:completion'), data: Completion }),
    z.object({ type: z.enum(['chat:message:error', 'chat:tasks:cancel']) }),
  ]),
});

const NAMES = new Set(['events', 'chat-events']);

export const openWebuiEvents: SocketProtocol = {
  name: 'open-webui',
  sharesNames: true,
  recognises: (_socket, message) => {
    const event = socketIoEvent(message);
    return event !== null && (NAMES.has(event.name) || event.name === 'user-join');
  },
  reader: (calls) => ({
    take: (message) => {
      const event = socketIoEvent(message);
      if (event?.direction !== 'in' || !NAMES.has(event.name)) return;
      const { success, data: told } = Told.safeParse(event.args[0]);
      if (!success) return;
      const { chat_id, message_id, data } = told;
      if (data.type !== 'chat:completion') {
        const stopped = calls.find(message_id);
        if (stopped !== null && data.type === 'chat:message:error') stopped.ending = 'failed';
        calls.end(message_id);
        return;
      }
      const answer =
        calls.find(message_id) ??
        calls.begin(message_id, asking({ conversation: chat_id, trigger: 'elsewhere' }));
      answer.key = messageKey(chat_id, message_id);
      if (takeCompletion(data.data, answer)) calls.end(message_id);
    },
  }),
};

/** Returns whether it was the last of its message. */
function takeCompletion(completion: Completion, answer: Answer): boolean {
  const { model, content, choices, usage, done, error } = completion;
  answer.model = model ?? answer.model;
  if (content !== undefined) answer.text = [content];
  for (const { delta } of choices ?? []) answer.text.push(delta?.content ?? '');
  report(answer, {
    inputTokens: usage?.prompt_tokens ?? usage?.prompt_eval_count,
    outputTokens: usage?.completion_tokens ?? usage?.eval_count,
  });
  if (error != null) answer.ending = 'failed';
  else if (done === true) finish(answer);
  return error != null || done === true;
}
