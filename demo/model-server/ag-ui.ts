/** AG-UI 1.0, as its own encoder writes it: events of JSON, or protobuf where the client takes it. */
import { type BaseEvent, EventType } from '@ag-ui/core';
import { AGUI_MEDIA_TYPE, EventEncoder } from '@ag-ui/encoder';
import * as z from 'zod/mini';
import {
  apology,
  type Dialect,
  halves,
  HOUSE_MODEL,
  NO_JSON,
  OVERLOADED,
  type Sent,
  type Spoken,
  sse,
} from './dialect.ts';

const Body = z.object({
  threadId: z.string(),
  runId: z.string(),
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.optional(z.unknown()),
      toolCalls: z.optional(z.array(z.unknown())),
    }),
  ),
  tools: z.array(z.unknown()),
});

/** A frame of four bytes that begin no message. */
const NO_PROTOBUF = Uint8Array.of(0, 0, 0, 4, 255, 255, 255, 255);

export function agUiFor({ body, headers: { accept = '' } }: Sent): Dialect {
  const { threadId, runId, messages, tools } = Body.parse(body);
  const encoder = new EventEncoder({ accept });
  const type = encoder.getContentType();
  const encode = (event: BaseEvent & Record<string, unknown>) => encoder.encodeBinary(event);
  return {
    protocol: 'ag-ui',
    headers: { 'content-type': type },
    runsTools: true,
    read() {
      const lastPrompt = messages.findLastIndex(({ role }) => role === 'user');
      const calling = messages.slice(lastPrompt).filter(({ toolCalls }) => toolCalls !== undefined);
      return {
        model: HOUSE_MODEL,
        conversation: threadId,
        stream: true,
        usageWanted: true,
        texts: messages.flatMap(({ content, toolCalls }) => [
          ...(typeof content === 'string' ? [content] : []),
          ...(toolCalls === undefined ? [] : [JSON.stringify(toolCalls)]),
        ]),
        messages: messages.length,
        turn: messages.filter(({ role }) => role === 'user').length - 1,
        stepsTaken: tools.length === 0 ? null : calling.length,
      };
    },
    *stream(spoken) {
      const messageId = `message-${spoken.id}`;
      const event = (kind: EventType, rest: object) => encode({ type: kind, ...rest });
      yield { wire: event(EventType.RUN_STARTED, { threadId, runId }), text: '' };
      for (const { id: toolCallId, name, json } of spoken.calls) {
        const start = { toolCallId, toolCallName: name, parentMessageId: messageId };
        yield { wire: event(EventType.TOOL_CALL_START, start), text: name };
        for (const delta of halves(json)) {
          yield { wire: event(EventType.TOOL_CALL_ARGS, { toolCallId, delta }), text: delta };
        }
        yield { wire: event(EventType.TOOL_CALL_END, { toolCallId }), text: '' };
        // The page's own tools it has to run itself.
        if (tools.length > 0) continue;
        const result = { messageId: `result-${toolCallId}`, toolCallId, content: 'Done.' };
        yield { wire: event(EventType.TOOL_CALL_RESULT, { ...result, role: 'tool' }), text: '' };
      }
      if (spoken.pieces.length > 0) {
        const start = { messageId, role: 'assistant' };
        yield { wire: event(EventType.TEXT_MESSAGE_START, start), text: '' };
        for (const delta of spoken.pieces) {
          const wire = event(EventType.TEXT_MESSAGE_CONTENT, { messageId, delta });
          yield { wire, text: delta };
        }
        yield { wire: event(EventType.TEXT_MESSAGE_END, { messageId }), text: '' };
      }
      const finished = { threadId, runId, usage: [usage(spoken)] };
      yield { wire: event(EventType.RUN_FINISHED, finished), text: '' };
    },
    whole: () => ({}),
    midStreamError: () => encode({ type: EventType.RUN_ERROR, message: OVERLOADED }),
    malformed: () => (type === AGUI_MEDIA_TYPE ? NO_PROTOBUF : sse(NO_JSON)),
    refusal: (status) => ({ error: apology(status) }),
  };
}

/** Cached input and reasoning are parts of the sums here, never beside them. */
function usage({ usage: { inputTokens, outputTokens, ...parts } }: Spoken) {
  return {
    provider: 'northwind',
    model: HOUSE_MODEL,
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: parts.cachedInputTokens,
    reasoningTokens: parts.reasoningTokens,
  };
}
