/** The shapes of Converse, which Amazon's own models also speak under `invoke`. */
import * as z from 'zod/mini';
import { whenFits, WireCount, WireText } from '../answer-body.ts';
import { contentText, jsonText } from '../message-text.ts';
import { type Answer, type Asked, asking, finish, report } from '../protocol.ts';

const ToolUse = z.object({ toolUseId: WireText, name: WireText, input: z.optional(z.unknown()) });

/** A block whole, its start, or a piece of it. */
const Block = z.object({
  text: WireText,
  reasoningContent: z.catch(
    z.optional(
      z.object({
        text: WireText,
        reasoningText: z.optional(z.object({ text: WireText })),
      }),
    ),
    undefined,
  ),
  toolUse: z.catch(z.optional(ToolUse), undefined),
  toolResult: z.catch(
    z.optional(z.object({ toolUseId: WireText, content: z.optional(z.unknown()) })),
    undefined,
  ),
});
type Block = z.infer<typeof Block>;

const Request = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.array(Block) })),
  system: z.optional(z.unknown()),
  toolConfig: z.catch(z.optional(z.object({ tools: z.optional(z.unknown()) })), undefined),
});

/** What any event may hold, and a whole answer. */
const Piece = z.object({
  start: z.catch(z.optional(Block), undefined),
  delta: z.catch(z.optional(Block), undefined),
  stopReason: WireText,
  usage: z.catch(
    z.optional(
      z.object({
        inputTokens: WireCount,
        outputTokens: WireCount,
        cacheReadInputTokens: WireCount,
        cacheWriteInputTokens: WireCount,
      }),
    ),
    undefined,
  ),
  output: z.catch(
    z.optional(z.object({ message: z.object({ content: z.array(Block) }) })),
    undefined,
  ),
});

export function askedOfConverse(body: unknown, model: string): Asked | null {
  const { success, data } = Request.safeParse(body);
  if (!success) return null;
  const { messages, system, toolConfig } = data;
  const last = messages.at(-1);
  const answers = (last?.content ?? []).flatMap(({ toolResult }) => toolResult?.toolUseId ?? []);
  return asking({
    model,
    turn: answers.length > 0 ? 'tool-results' : last?.role === 'user' ? 'prompt' : 'not seen',
    answers,
    text: [
      ...contentText(system),
      ...messages.flatMap(({ content }) =>
        content.flatMap((block) => [...blockText(block), ...jsonText(block.toolResult?.content)]),
      ),
      ...jsonText(toolConfig?.tools),
    ],
    messages: messages.length,
  });
}

export const takeConverse = whenFits(
  Piece,
  ({ start, delta, stopReason, usage, output }, answer) => {
    for (const block of [start, delta, ...(output?.message.content ?? [])]) {
      if (block !== undefined) takeBlock(block, answer);
    }
    if (stopReason !== undefined) finish(answer);
    const {
      inputTokens,
      outputTokens,
      cacheReadInputTokens,
      cacheWriteInputTokens = 0,
    } = usage ?? {};
    report(answer, {
      // The wire's figure leaves cached input out; ours has it in.
      inputTokens:
        inputTokens === undefined
          ? undefined
          : inputTokens + (cacheReadInputTokens ?? 0) + cacheWriteInputTokens,
      outputTokens,
      cachedInputTokens: cacheReadInputTokens,
    });
  },
);

function takeBlock(block: Block, answer: Answer): void {
  const { toolUse } = block;
  if (toolUse?.name !== undefined) {
    answer.toolCalls.push({ id: toolUse.toolUseId ?? null, name: toolUse.name });
  }
  answer.text.push(...blockText(block));
}

function blockText({ text, reasoningContent, toolUse }: Block): string[] {
  return [
    ...contentText(text),
    ...contentText(reasoningContent?.text),
    ...contentText(reasoningContent?.reasoningText?.text),
    ...contentText(toolUse?.name),
    // A streamed call's input comes as pieces of its JSON.
    ...(typeof toolUse?.input === 'string' ? [toolUse.input] : jsonText(toolUse?.input)),
  ];
}
