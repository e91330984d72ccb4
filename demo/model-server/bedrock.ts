/**
 * Bedrock's Converse API, streamed and whole, read in @aws-sdk/client-bedrock-runtime 3.1164. The
 * path alone names the model.
 */
import * as z from 'zod/mini';
import { eventFrame, exceptionFrame } from './bedrock-frames.ts';
import {
  apology,
  type Dialect,
  halves,
  NO_JSON,
  OVERLOADED,
  type Sent,
  type Spoken,
} from './dialect.ts';

const Block = z.object({
  text: z.optional(z.string()),
  toolUse: z.optional(z.object({ name: z.string(), input: z.unknown() })),
  toolResult: z.optional(z.object({ content: z.unknown() })),
});

const Message = z.object({ role: z.string(), content: z.array(Block) });

const Body = z.object({
  messages: z.array(Message),
  system: z.optional(z.array(Block)),
  toolConfig: z.optional(z.object({ tools: z.array(z.unknown()) })),
});

export const bedrockConverse = converse(false);
export const bedrockConverseStream = converse(true);

/** The name in the path is encoded: it may hold colons and slashes. */
export function modelIn({ path }: Sent): string | null {
  const { model } = path;
  return model === undefined ? null : decodeURIComponent(model);
}

function converse(streamed: boolean): Dialect {
  return {
    protocol: 'bedrock',
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    runsTools: false,
    read(body, sent) {
      const { messages, system, toolConfig } = Body.parse(body);
      const isPrompt = ({ role, content }: z.infer<typeof Message>) =>
        role === 'user' && content.some(({ text }) => text !== undefined);
      const lastPrompt = messages.findLastIndex(isPrompt);
      const calling = messages
        .slice(lastPrompt)
        .filter(({ content }) => content.some(({ toolUse }) => toolUse !== undefined));
      return {
        model: modelIn(sent),
        stream: streamed,
        usageWanted: true,
        texts: [
          ...(system ?? []).flatMap(textsOf),
          ...messages.flatMap(({ content }) => content.flatMap(textsOf)),
          ...(toolConfig === undefined ? [] : [JSON.stringify(toolConfig.tools)]),
        ],
        messages: messages.length,
        turn: messages.filter(isPrompt).length - 1,
        stepsTaken: toolConfig === undefined ? null : calling.length,
      };
    },
    *stream(spoken) {
      const { pieces, calls } = spoken;
      yield { wire: eventFrame('messageStart', { role: 'assistant' }), text: '' };
      const delta = (contentBlockIndex: number, piece: object) =>
        eventFrame('contentBlockDelta', { contentBlockIndex, delta: piece });
      for (const text of pieces) yield { wire: delta(0, { text }), text };
      if (pieces.length > 0) {
        yield { wire: eventFrame('contentBlockStop', { contentBlockIndex: 0 }), text: '' };
      }
      for (const [place, { id, name, json }] of calls.entries()) {
        const contentBlockIndex = place + Math.min(1, pieces.length);
        const start = { toolUse: { toolUseId: id, name } };
        yield { wire: eventFrame('contentBlockStart', { contentBlockIndex, start }), text: name };
        for (const text of halves(json)) {
          yield { wire: delta(contentBlockIndex, { toolUse: { input: text } }), text };
        }
        yield { wire: eventFrame('contentBlockStop', { contentBlockIndex }), text: '' };
      }
      yield { wire: eventFrame('messageStop', { stopReason: stopReason(spoken) }), text: '' };
      const metadata = { usage: usage(spoken), metrics: { latencyMs: 900 } };
      yield { wire: eventFrame('metadata', metadata), text: '' };
    },
    whole: (spoken) => ({
      output: {
        message: {
          role: 'assistant',
          content: [
            ...(spoken.pieces.length === 0 ? [] : [{ text: spoken.pieces.join('') }]),
            ...spoken.calls.map(({ id, name, json }) => ({
              toolUse: { toolUseId: id, name, input: JSON.parse(json) as unknown },
            })),
          ],
        },
      },
      stopReason: stopReason(spoken),
      usage: usage(spoken),
      metrics: { latencyMs: 900 },
    }),
    midStreamError: () => exceptionFrame('modelStreamErrorException', { message: OVERLOADED }),
    malformed: () => eventFrame('contentBlockDelta', NO_JSON),
    refusal: (status) => ({ message: apology(status) }),
  };
}

function textsOf({ text, toolUse, toolResult }: z.infer<typeof Block>): string[] {
  return [
    ...(text === undefined ? [] : [text]),
    ...(toolUse === undefined ? [] : [toolUse.name, JSON.stringify(toolUse.input)]),
    ...(toolResult === undefined ? [] : [JSON.stringify(toolResult.content)]),
  ];
}

function stopReason({ calls }: Spoken): string {
  return calls.length === 0 ? 'end_turn' : 'tool_use';
}

/** Here too input leaves out what came from the cache; the total does not. */
function usage({ usage: { inputTokens, outputTokens, cachedInputTokens } }: Spoken) {
  return {
    inputTokens: inputTokens - cachedInputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cacheReadInputTokens: cachedInputTokens,
    cacheWriteInputTokens: 0,
  };
}
