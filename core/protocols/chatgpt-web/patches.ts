/**
 * ChatGPT's `delta_encoding v1`: JSON patches to messages. A patch without a path goes on where
 * the last one was. Tools are called by messages addressed to them. A token to take a conversation
 * up again stands among the events; it has no shape here.
 * Unverified: from others' captures.
 */
import * as z from 'zod/mini';
import { type AnswerReader, WireText } from '../answer-body.ts';
import { type Answer, finish } from '../protocol.ts';

const Message = z.object({
  author: z.optional(z.object({ role: WireText })),
  recipient: WireText,
  content: z.catch(z.optional(z.object({ parts: z.optional(z.array(z.unknown())) })), undefined),
  metadata: z.catch(z.optional(z.object({ model_slug: WireText })), undefined),
});
const Added = z.object({ message: Message });
const Resolved = z.object({ resolved_model_slug: z.optional(z.string()) });

const Event = z.object({
  type: WireText,
  conversation_id: WireText,
  p: WireText,
  v: z.optional(z.unknown()),
  options: z.catch(z.optional(z.array(z.object({ topic_id: WireText }))), undefined),
});

const TEXT = /\/content\/parts\/\d+$/;
/** Patches stand in patches, but not deeper than this. */
const MAX_DEPTH = 4;

export function patchReader(): AnswerReader {
  let path = '';
  const patch = (data: unknown, answer: Answer, depth: number) => {
    const event = Event.safeParse(data).data;
    if (event === undefined || depth === 0) return;
    path = event.p ?? path;
    const { v } = event;
    if (Array.isArray(v)) for (const each of v) patch(each, answer, depth - 1);
    else if (typeof v === 'string' && TEXT.test(path)) answer.text.push(v);
    else if (path.endsWith('/end_turn') && v === true) finish(answer);
    else if (path.endsWith('/metadata')) {
      answer.model = Resolved.safeParse(v).data?.resolved_model_slug ?? answer.model;
    } else addMessage(v, answer);
  };
  return {
    event: (data, answer) => {
      const event = Event.safeParse(data).data;
      // The first one only names the encoding.
      if (event === undefined) return typeof data === 'string';
      answer.conversation = event.conversation_id ?? answer.conversation;
      if (event.type === 'stream_handoff') {
        answer.elsewhere = event.options?.[0]?.topic_id ?? null;
        // What ends here is only this part of it.
        answer.ending = 'open';
      } else if (event.type === 'message_stream_complete') finish(answer);
      else if (event.type === 'error') answer.ending = 'failed';
      else if (event.type === undefined) patch(data, answer, MAX_DEPTH);
      return true;
    },
    document: () => false,
  };
}

function addMessage(value: unknown, answer: Answer): void {
  const message = Added.safeParse(value).data?.message;
  if (message?.author?.role !== 'assistant') return;
  answer.model = message.metadata?.model_slug ?? answer.model;
  const { recipient } = message;
  if (recipient !== undefined && recipient !== 'all') {
    answer.toolCalls.push({ id: null, name: recipient });
    answer.text.push(recipient);
  }
  for (const part of message.content?.parts ?? []) {
    if (typeof part === 'string') answer.text.push(part);
  }
}
