/**
 * LibreChat: `POST /api/agents/chat/{endpoint}` opens a stream, `GET …/stream/{id}` carries it, and
 * may be asked for again; older servers stream in the POST. Usage is told for each model call of a
 * run, numbered, and repeated to whoever comes back.
 * Source: LibreChat 0.8.
 */
import * as z from 'zod/mini';
import { decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText } from './message-text.ts';
import {
  type Answer,
  asking,
  finish,
  type Protocol,
  report,
  type ReportedUsage,
} from './protocol.ts';

const Request = z.object({
  text: z.string(),
  model: z.optional(z.unknown()),
  conversationId: z.optional(z.nullable(z.string())),
});

const Details = z.catch(z.optional(z.record(z.string(), z.unknown())), undefined);
const Usage = z.object({
  input_tokens: WireCount,
  output_tokens: WireCount,
  input_token_details: Details,
  output_token_details: Details,
  model: z.optional(z.unknown()),
  runId: WireText,
  seq: WireCount,
});
type Usage = z.infer<typeof Usage>;

const Step = z.object({
  stepDetails: z.object({
    tool_calls: z.optional(z.array(z.object({ id: WireText, name: WireText, args: WireText }))),
  }),
});
const Delta = z.object({ delta: z.object({ content: z.optional(z.unknown()) }) });

const Event = z.object({
  event: WireText,
  data: z.optional(z.unknown()),
  final: z.catch(z.optional(z.boolean()), undefined),
  aborted: z.catch(z.optional(z.boolean()), undefined),
  conversation: z.catch(z.optional(z.object({ conversationId: WireText })), undefined),
  /** What had been said before whoever listens came back. */
  resumeState: z.catch(
    z.optional(
      z.object({
        runSteps: z.optional(z.array(z.unknown())),
        aggregatedContent: z.optional(z.unknown()),
        collectedUsage: z.optional(z.array(z.unknown())),
      }),
    ),
    undefined,
  ),
});
type Event = z.infer<typeof Event>;

const Opened = z.object({ streamId: z.string(), conversationId: WireText });

const CHAT = /\/api\/agents\/chat\/(?!abort$|stream\/)[^/]+$/;
const STREAM = /\/api\/agents\/chat\/stream\/([^/]+)$/;

export const librechat: Protocol = {
  name: 'librechat',
  endpoint: (path) => CHAT.test(path),
  read({ method, path, body }) {
    const stream = STREAM.exec(path)?.[1];
    if (method === 'GET') return stream === undefined ? null : asking({ call: stream });
    const { success, data } = Request.safeParse(body);
    if (!CHAT.test(path) || !success) return null;
    const { text, model, conversationId = null } = data;
    return asking({
      model,
      conversation: conversationId,
      turn: 'prompt',
      text: [text],
      messages: 1,
    });
  },
  decoder(asked) {
    const seen: Seen = { usage: new Map(), tools: new Set() };
    const opened = whenFits(Opened, ({ streamId, conversationId = null }, answer) => {
      answer.elsewhere = streamId;
      answer.conversation = conversationId;
    });
    const decoder = decodeAnswer({
      event: (data, answer, name) => {
        if (name === 'error') answer.ending = 'failed';
        else takeEvent(data, answer, seen);
        return true;
      },
      document: opened,
    });
    return {
      ...decoder,
      end: () => {
        const answer = decoder.end();
        answer.key = asked?.call ?? answer.elsewhere;
        report(answer, totalOf([...seen.usage.values()]));
        return answer;
      },
    };
  },
};

interface Seen {
  usage: Map<string, Usage>;
  tools: Set<string>;
}

function takeEvent(data: unknown, answer: Answer, seen: Seen): void {
  const told = Event.safeParse(data).data;
  if (told === undefined) {
    answer.malformed += 1;
    return;
  }
  if (told.resumeState !== undefined) takeResumed(told.resumeState, answer, seen);
  if (told.event === 'on_token_usage') takeUsage(told.data, answer, seen);
  else if (told.event === 'on_run_step') takeStep(told.data, answer, seen);
  else if (told.event === 'on_message_delta' || told.event === 'on_reasoning_delta') {
    answer.text.push(...contentText(Delta.safeParse(told.data).data?.delta.content));
  }
  answer.conversation = told.conversation?.conversationId ?? answer.conversation;
  if (told.final === true && told.aborted !== true) finish(answer);
}

function takeResumed(resumed: NonNullable<Event['resumeState']>, answer: Answer, seen: Seen): void {
  answer.text = contentText(resumed.aggregatedContent);
  for (const usage of resumed.collectedUsage ?? []) takeUsage(usage, answer, seen);
  for (const step of resumed.runSteps ?? []) takeStep(step, answer, seen);
}

function takeUsage(data: unknown, answer: Answer, seen: Seen): void {
  const usage = Usage.safeParse(data).data;
  if (usage === undefined || seen.usage.size >= 1000) return;
  seen.usage.set(`${usage.runId}:${usage.seq}`, usage);
  answer.model = usage.model ?? answer.model;
}

function takeStep(data: unknown, answer: Answer, seen: Seen): void {
  for (const { id, name, args } of Step.safeParse(data).data?.stepDetails.tool_calls ?? []) {
    const key = id ?? name ?? '';
    if (seen.tools.has(key) || seen.tools.size >= 1000) continue;
    seen.tools.add(key);
    answer.toolCalls.push({ id: id ?? null, name });
    answer.text.push(name ?? '', args ?? '');
  }
}

function totalOf(usages: readonly Usage[]): Partial<ReportedUsage> {
  const sum = (figure: (usage: Usage) => unknown) => {
    const told = usages.flatMap((usage) => WireCount.safeParse(figure(usage)).data ?? []);
    return told.length === 0 ? undefined : told.reduce((left, right) => left + right, 0);
  };
  return {
    inputTokens: sum((usage) => usage.input_tokens),
    outputTokens: sum((usage) => usage.output_tokens),
    cachedInputTokens: sum((usage) => usage.input_token_details?.['cache_read']),
    reasoningTokens: sum((usage) => usage.output_token_details?.['reasoning']),
  };
}
