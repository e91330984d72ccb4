/**
 * AG-UI: any endpoint, an unmistakable request (`threadId`, `runId`, `messages`), events in JSON
 * or protobuf. Usage is told with the end of a run, cached input and reasoning included.
 * Source: `@ag-ui/core` 1.0.
 */
import * as z from 'zod/mini';
import { agUiProtobuf } from './ag-ui-protobuf.ts';
import { AgUiEvent, takeAgUiEvent } from './ag-ui-events.ts';
import { decodeAnswer, whenFits, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { asking, type Decoder, type Protocol } from './protocol.ts';

const Request = z.object({
  threadId: z.string(),
  runId: z.string(),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.unknown()),
      toolCalls: z.optional(z.unknown()),
      toolCallId: WireText,
    }),
  ),
  tools: z.optional(z.unknown()),
});

export const agUi: Protocol = {
  name: 'ag-ui',
  read({ body }) {
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const { threadId, messages, tools } = data;
    const last = messages.findLastIndex(({ role }) => role !== 'tool') + 1;
    const answers = messages.slice(last).map(({ toolCallId }) => toolCallId ?? '');
    const isPrompt = messages.at(-1)?.role === 'user';
    return asking({
      conversation: threadId,
      turn: answers.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
      answers,
      text: [
        ...(Array.isArray(tools) && tools.length > 0 ? jsonText(tools) : []),
        ...messages.flatMap(({ content, toolCalls }) => [
          ...contentText(content),
          ...jsonText(toolCalls),
        ]),
      ],
      messages: messages.length,
    });
  },
  decoder() {
    const text = decodeAnswer({ event: whenFits(AgUiEvent, takeAgUiEvent), document: () => false });
    let decoder: Decoder | null = null;
    return {
      get answer() {
        return (decoder ?? text).answer;
      },
      feed: (bytes) => {
        if (bytes.length === 0) return;
        // Lengths begin with a zero byte, text never does.
        decoder ??= bytes[0] === 0 ? agUiProtobuf() : text;
        decoder.feed(bytes);
      },
      end: () => (decoder ?? text).end(),
    };
  },
};
