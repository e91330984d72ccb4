/**
 * Anthropic Messages: `POST …/v1/messages`.
 * Source: the types of the `@anthropic-ai/sdk` package, 1.12.
 */
import * as z from 'zod/mini';
import { type AnswerReader, decodeAnswer, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Block = z.lazy(() =>
  z.object({
    type: z.string(),
    text: WireText,
    thinking: WireText,
    id: WireText,
    name: WireText,
    input: z.optional(z.unknown()),
    tool_use_id: WireText,
    content: z.optional(z.unknown()),
  }),
);
type Block = z.infer<typeof Block>;

const Content = z.lazy(() => z.union([z.string(), z.array(Block)]));

const Request = z.lazy(() =>
  z.object({
    model: z.optional(z.unknown()),
    system: z.optional(z.unknown()),
    messages: z.array(z.object({ role: z.string(), content: Content })),
    tools: z.optional(z.unknown()),
  }),
);

const Usage = z.lazy(() =>
  z.object({
    input_tokens: WireCount,
    output_tokens: WireCount,
    cache_creation_input_tokens: WireCount,
    cache_read_input_tokens: WireCount,
  }),
);

const messageFields = () => ({
  model: z.optional(z.unknown()),
  content: z.optional(z.array(Block)),
  stop_reason: z.optional(z.nullable(z.string())),
  usage: z.optional(z.nullable(Usage)),
});
const Message = z.lazy(() => z.object(messageFields()));
const Document = z.lazy(() => z.object({ ...messageFields(), type: z.string() }));

const Event = z.lazy(() =>
  z.object({
    type: z.string(),
    message: z.optional(Message),
    content_block: z.optional(Block),
    delta: z.optional(
      z.object({
        text: WireText,
        thinking: WireText,
        partial_json: WireText,
        stop_reason: z.optional(z.nullable(z.string())),
      }),
    ),
    usage: z.optional(z.nullable(Usage)),
  }),
);

const endpoint = (path: string) => path.endsWith('/v1/messages');

export const anthropicMessages: Protocol = {
  name: 'anthropic-messages',
  endpoint,
  read({ path, body }) {
    if (!endpoint(path)) return null;
    const { success, data } = Request.safeParse(body);
    if (!success) return null;
    const last = data.messages.at(-1);
    const results =
      typeof last?.content === 'object'
        ? last.content.flatMap((block) => block.tool_use_id ?? [])
        : [];
    return asking({
      model: data.model,
      turn: results.length > 0 ? 'tool-results' : last?.role === 'user' ? 'prompt' : 'not seen',
      answers: results,
      text: [
        ...jsonText(data.tools),
        ...contentText(data.system),
        ...data.messages.flatMap(({ content }) =>
          typeof content === 'string' ? [content] : content.flatMap(blockText),
        ),
      ],
      messages: data.messages.length,
    });
  },
  decoder: () => decodeAnswer(anthropicReader),
};

/** Bedrock carries the same events and messages in frames of its own. */
export const anthropicReader: AnswerReader = {
  event: whenFits(Event, (event, answer) => {
    takeMessage(event.message, answer);
    if (event.content_block !== undefined) takeBlock(event.content_block, answer);
    const { delta } = event;
    for (const text of [delta?.text, delta?.thinking, delta?.partial_json]) {
      if (text !== undefined) answer.text.push(text);
    }
    // The output figure in message_start is only where counting begins.
    if (event.usage != null) takeUsage(event.usage, answer, true);
    if (event.type === 'error') answer.ending = 'failed';
    else if (event.type === 'message_stop' || delta?.stop_reason != null) finish(answer);
  }),
  document: whenFits(Document, (message, answer) => {
    if (message.type === 'error') {
      answer.ending = 'failed';
      return;
    }
    takeMessage(message, answer);
    if (message.usage != null) takeUsage(message.usage, answer, true);
    if (message.stop_reason != null) finish(answer);
  }),
};

function takeMessage(message: z.infer<typeof Message> | undefined, answer: Answer): void {
  if (message === undefined) return;
  answer.model = message.model ?? answer.model;
  for (const block of message.content ?? []) takeBlock(block, answer);
  if (message.usage != null) takeUsage(message.usage, answer, false);
}

function takeBlock(block: Block, answer: Answer): void {
  if (block.type.endsWith('tool_use')) {
    answer.toolCalls.push({ id: block.id ?? null, name: block.name });
    if (block.name !== undefined) answer.text.push(block.name);
    // A streamed block opens with an empty input and gets its JSON in pieces.
    if (!isEmptyObject(block.input)) answer.text.push(...jsonText(block.input));
  } else {
    for (const text of [block.text, block.thinking]) if (text !== undefined) answer.text.push(text);
  }
}

function takeUsage(usage: z.infer<typeof Usage>, answer: Answer, final: boolean): void {
  const { input_tokens, cache_creation_input_tokens = 0, cache_read_input_tokens } = usage;
  report(answer, {
    // The wire's figure leaves cached input out; ours, like OpenTelemetry's, has it in.
    inputTokens:
      input_tokens === undefined
        ? undefined
        : input_tokens + cache_creation_input_tokens + (cache_read_input_tokens ?? 0),
    outputTokens: final ? usage.output_tokens : undefined,
    cachedInputTokens: cache_read_input_tokens,
  });
}

function blockText(block: Block): string[] {
  return [
    ...contentText(block.text),
    ...contentText(block.thinking),
    ...contentText(block.name),
    ...jsonText(block.input),
    ...contentText(block.content),
  ];
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
