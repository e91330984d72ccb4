/**
 * The frames of the OpenClaw Gateway, protocol 4, as far as they are used. Credentials stand in
 * `connect` and `hello-ok`; neither has a shape here.
 * Source: recorded from OpenClaw 2026.9.6.
 */
import * as z from 'zod/mini';
import { parseJson, WireCount, WireText } from '../answer-body.ts';

const Send = z.object({
  type: z.literal('req'),
  id: z.string(),
  method: z.literal('chat.send'),
  params: z.object({
    sessionKey: WireText,
    message: WireText,
    /** Becomes the id of the run. */
    idempotencyKey: z.string(),
  }),
});

const Response = z.object({ type: z.literal('res'), id: z.string(), ok: z.boolean() });

const Challenge = z.object({ type: z.literal('event'), event: z.literal('connect.challenge') });

/** A step of a run, told while it happens. */
const AgentEvent = z.object({
  type: z.literal('event'),
  event: z.literal('agent'),
  payload: z.object({
    runId: z.string(),
    sessionKey: WireText,
    stream: z.string(),
    lane: WireText,
    isHeartbeat: z.catch(z.optional(z.boolean()), undefined),
    spawnedBy: WireText,
    data: z.object({
      phase: WireText,
      provider: WireText,
      model: WireText,
      aborted: z.catch(z.optional(z.boolean()), undefined),
      /** Of the whole run so far. */
      outputTokens: WireCount,
      delta: WireText,
      name: WireText,
      parentToolCallId: WireText,
    }),
  }),
});
export type AgentEvent = z.infer<typeof AgentEvent>['payload'];

/** A message as it was written into a session. Histories come as responses and are not read. */
const MessageEvent = z.object({
  type: z.literal('event'),
  event: z.literal('session.message'),
  payload: z.object({
    sessionKey: WireText,
    message: z.object({
      role: z.string(),
      model: z.optional(z.unknown()),
      content: z.optional(z.unknown()),
      stopReason: WireText,
      responseId: WireText,
      usage: z.optional(
        z.object({
          input: WireCount,
          output: WireCount,
          cacheRead: WireCount,
          cacheWrite: WireCount,
        }),
      ),
      __openclaw: z.optional(z.object({ runId: WireText, id: WireText })),
    }),
  }),
});
export type MessageEvent = z.infer<typeof MessageEvent>['payload'];

const Frame = z.union([Send, Response, AgentEvent, MessageEvent, Challenge]);
export type Frame = z.infer<typeof Frame>;

/** Null for what is none of these. */
export function frameOf(data: string | Uint8Array): Frame | null {
  if (typeof data !== 'string') return null;
  const { success, data: frame } = Frame.safeParse(parseJson(data));
  return success ? frame : null;
}

const ToolCallPart = z.object({ type: z.literal('toolCall'), id: WireText, name: WireText });

export function toolCallParts(content: unknown): { id: string | null; name: unknown }[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown) => {
    const { success, data } = ToolCallPart.safeParse(part);
    return success ? [{ id: data.id ?? null, name: data.name }] : [];
  });
}
