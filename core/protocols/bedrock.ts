/**
 * Amazon Bedrock: `POST /model/{id}/converse`, `converse-stream`, `invoke`,
 * `invoke-with-response-stream`. Streams are binary frames; those of `invoke` carry the model
 * maker's own protocol, of which Anthropic's is known here. The model stands in the path alone.
 * Source: `@aws-sdk/client-bedrock-runtime` 3.
 */
import * as z from 'zod/mini';
import { anthropicMessages } from './anthropic-messages.ts';
import { parseJson, WireCount, WireText } from './answer-body.ts';
import { eventStream } from './event-stream.ts';
import { jsonText } from './message-text.ts';
import {
  type Answer,
  asking,
  type Decoder,
  emptyAnswer,
  finish,
  type Protocol,
  report,
} from './protocol.ts';

const Block = z.object({
  text: WireText,
  toolUse: z.optional(z.unknown()),
  toolResult: z.catch(z.optional(z.object({ toolUseId: WireText })), undefined),
});
const Converse = z.object({
  messages: z.array(z.object({ role: WireText, content: z.array(Block) })),
  system: z.catch(z.optional(z.array(Block)), undefined),
  toolConfig: z.optional(z.object({ tools: z.optional(z.unknown()) })),
});

const ToolUse = z.catch(
  z.optional(z.object({ toolUseId: WireText, name: WireText, input: z.optional(z.unknown()) })),
  undefined,
);
const Usage = z.object({
  inputTokens: WireCount,
  outputTokens: WireCount,
  cacheReadInputTokens: WireCount,
  cacheWriteInputTokens: WireCount,
});
/** The events of a stream, one shape for all. */
const Event = z.object({
  delta: z.catch(
    z.optional(
      z.object({
        text: WireText,
        toolUse: ToolUse,
        reasoningContent: z.optional(z.object({ text: WireText })),
      }),
    ),
    undefined,
  ),
  start: z.catch(z.optional(z.object({ toolUse: ToolUse })), undefined),
  stopReason: WireText,
  usage: z.catch(z.optional(Usage), undefined),
});
const Whole = z.object({
  output: z.object({
    message: z.object({ content: z.array(z.object({ text: WireText, toolUse: ToolUse })) }),
  }),
  stopReason: WireText,
  usage: z.optional(Usage),
});
const Chunk = z.object({ bytes: z.string() });

const PATH = /\/model\/([^/]+)\/(converse|invoke)(?:-stream|-with-response-stream)?$/;

export const bedrock: Protocol = {
  name: 'bedrock',
  endpoint: (path) => PATH.test(path),
  read({ path, ...request }) {
    const [, id = '', kind] = PATH.exec(path) ?? [];
    const model = id.includes('%') ? decodeURIComponent(id) : id;
    if (kind === 'invoke') {
      const asked = anthropicMessages.read({ ...request, path: '/v1/messages' });
      return { ...(asked ?? asking({ text: jsonText(request.body), messages: 1 })), model };
    }
    const { success, data } = Converse.safeParse(request.body);
    return kind === undefined || !success ? null : { ...askedOf(data), model };
  },
  decoder(asked) {
    let decoder: Decoder | null = null;
    return {
      feed: (bytes) => {
        if (bytes.length === 0) return;
        // Frames begin with their length, whose first byte is zero; JSON never does.
        decoder ??= bytes[0] === 0 ? frames() : document(asked);
        decoder.feed(bytes);
      },
      end: () => decoder?.end() ?? emptyAnswer(),
    };
  },
};

function askedOf({ messages, system, toolConfig }: z.infer<typeof Converse>) {
  const last = messages.at(-1);
  const answers = last?.content.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []) ?? [];
  return asking({
    turn: answers.length > 0 ? 'tool-results' : last?.role === 'user' ? 'prompt' : 'not seen',
    answers,
    text: [
      ...[...(system ?? []), ...messages.flatMap(({ content }) => content)].flatMap((block) => [
        ...(block.text === undefined ? [] : [block.text]),
        ...jsonText(block.toolUse),
        ...jsonText(block.toolResult),
      ]),
      ...jsonText(toolConfig?.tools),
    ],
    messages: messages.length,
  });
}

function frames(): Decoder {
  const answer = emptyAnswer();
  /** What `invoke` carries, put together again as the events it was. */
  let inner: Decoder | null = null;
  const text = new TextDecoder();
  const decoder = eventStream({
    frame: ({ type, body }) => {
      const json = parseJson(text.decode(body));
      if (json === undefined) answer.malformed += 1;
      else if (/exception$/i.test(type)) answer.ending = 'failed';
      else if (type === 'chunk') {
        const bytes = base64(Chunk.safeParse(json).data?.bytes ?? '');
        if (bytes === null) answer.malformed += 1;
        else {
          inner ??= anthropicMessages.decoder(null);
          inner.feed(bytes);
        }
      } else takeEvent(json, answer);
    },
    malformed: () => {
      answer.malformed += 1;
    },
  });
  return {
    feed: (bytes) => decoder.feed(bytes),
    end: () => {
      if (inner === null) return answer;
      const told = inner.end();
      told.malformed += answer.malformed;
      if (answer.ending === 'failed') told.ending = 'failed';
      return told;
    },
  };
}

function takeEvent(json: unknown, answer: Answer): void {
  const { success, data } = Event.safeParse(json);
  if (!success) {
    answer.malformed += 1;
    return;
  }
  const { delta, start, stopReason, usage } = data;
  const said = [delta?.text, delta?.reasoningContent?.text, start?.toolUse?.name];
  for (const text of said) if (text !== undefined) answer.text.push(text);
  if (typeof delta?.toolUse?.input === 'string') answer.text.push(delta.toolUse.input);
  if (start?.toolUse !== undefined) {
    answer.toolCalls.push({ id: start.toolUse.toolUseId ?? null, name: start.toolUse.name });
  }
  if (usage !== undefined) takeUsage(usage, answer);
  if (stopReason !== undefined) finish(answer);
}

/** One document: of `converse`, or of `invoke` in the model maker's protocol. */
function document(asked: Parameters<Protocol['decoder']>[0]): Decoder {
  const inner = anthropicMessages.decoder(asked);
  const text = new TextDecoder();
  const held: string[] = [];
  return {
    feed: (bytes) => {
      held.push(text.decode(bytes, { stream: true }));
      inner.feed(bytes);
    },
    end: () => {
      const { success, data } = Whole.safeParse(parseJson(held.join('')));
      if (!success) return inner.end();
      const answer = emptyAnswer();
      for (const { text: said, toolUse } of data.output.message.content) {
        if (said !== undefined) answer.text.push(said);
        if (toolUse === undefined) continue;
        answer.toolCalls.push({ id: toolUse.toolUseId ?? null, name: toolUse.name });
        answer.text.push(toolUse.name ?? '', ...jsonText(toolUse.input));
      }
      if (data.usage !== undefined) takeUsage(data.usage, answer);
      if (data.stopReason !== undefined) finish(answer);
      return answer;
    },
  };
}

function takeUsage(usage: z.infer<typeof Usage>, answer: Answer): void {
  const { inputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = usage;
  report(answer, {
    // Here too input leaves out what came from the cache.
    inputTokens:
      inputTokens === undefined
        ? undefined
        : inputTokens + cacheReadInputTokens + cacheWriteInputTokens,
    outputTokens: usage.outputTokens,
    cachedInputTokens: usage.cacheReadInputTokens,
  });
}

/** As one server-sent event of its own, which is how the protocol inside is read. */
function base64(encoded: string): Uint8Array | null {
  try {
    return new TextEncoder().encode(
      `data: ${new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)))}\n\n`,
    );
  } catch {
    return null;
  }
}
