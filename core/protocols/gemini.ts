/**
 * Gemini: `POST …/models/{model}:generateContent` and `:streamGenerateContent`, as events or as
 * one JSON array that grows. No end marker but the finish reason.
 * Source: the types of `@google/genai`, 3.1.
 */
import * as z from 'zod/mini';
import { decodeAnswer, parseJson, whenFits, WireCount, WireText } from './answer-body.ts';
import { arrayElements } from './json-array.ts';
import { contentText, jsonText } from './message-text.ts';
import { decodedSegment } from './path-segment.ts';
import {
  type Answer,
  asking,
  type Decoder,
  emptyAnswer,
  finish,
  type Protocol,
  report,
} from './protocol.ts';

const Part = z.object({
  text: WireText,
  functionCall: z.catch(
    z.optional(z.object({ id: WireText, name: WireText, args: z.optional(z.unknown()) })),
    undefined,
  ),
  functionResponse: z.catch(
    z.optional(z.object({ id: WireText, name: WireText, response: z.optional(z.unknown()) })),
    undefined,
  ),
});
type Part = z.infer<typeof Part>;
const Content = z.object({
  role: WireText,
  parts: z.catch(z.optional(z.array(Part)), undefined),
});

const Request = z.object({
  contents: z.array(Content),
  systemInstruction: z.catch(z.optional(Content), undefined),
  tools: z.optional(z.unknown()),
});

const Chunk = z.object({
  modelVersion: z.optional(z.unknown()),
  candidates: z.catch(
    z.optional(
      z.array(
        z.object({ content: z.catch(z.optional(Content), undefined), finishReason: WireText }),
      ),
    ),
    undefined,
  ),
  promptFeedback: z.catch(z.optional(z.object({ blockReason: WireText })), undefined),
  usageMetadata: z.catch(
    z.optional(
      z.object({
        promptTokenCount: WireCount,
        toolUsePromptTokenCount: WireCount,
        candidatesTokenCount: WireCount,
        thoughtsTokenCount: WireCount,
        cachedContentTokenCount: WireCount,
      }),
    ),
    undefined,
  ),
  error: z.optional(z.unknown()),
});
type Chunk = z.infer<typeof Chunk>;

const PATH = /\/(?:models|tunedModels|endpoints)\/([^/]+):(?:streamG|g)enerateContent$/;

export const gemini: Protocol = {
  name: 'gemini',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const model = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(body);
    if (model === undefined || !success) return null;
    const { contents, systemInstruction, tools } = data;
    const last = contents.at(-1);
    const answers = (last?.parts ?? []).flatMap(({ functionResponse: result }) =>
      result === undefined ? [] : (result.id ?? result.name ?? ''),
    );
    const isPrompt = last !== undefined && last.role !== 'model';
    return asking({
      model: decodedSegment(model),
      turn: answers.length > 0 ? 'tool-results' : isPrompt ? 'prompt' : 'not seen',
      answers,
      text: [
        ...jsonText(tools),
        ...[systemInstruction, ...contents].flatMap((content) =>
          (content?.parts ?? []).flatMap(partText),
        ),
      ],
      messages: contents.length,
    });
  },
  decoder() {
    const answer = emptyAnswer();
    let inner: Decoder | null = null;
    return {
      answer,
      feed(bytes) {
        const first = bytes.find((byte) => byte > SPACE);
        if (inner === null && first === undefined) return;
        inner ??=
          first === OPENING_BRACKET
            ? decodeArray(answer)
            : decodeAnswer({ event: takeChunk, document: takeChunk }, answer);
        inner.feed(bytes);
      },
      end: () => inner?.end() ?? answer,
    };
  },
};

const SPACE = 0x20;
const OPENING_BRACKET = 0x5b;

function decodeArray(answer: Answer): Decoder {
  const text = new TextDecoder();
  const feed = arrayElements((element) => {
    const data = element === null ? undefined : parseJson(element);
    if (!takeChunk(data, answer)) answer.malformed += 1;
  });
  return {
    answer,
    feed: (bytes) => feed(text.decode(bytes, { stream: true })),
    end: () => answer,
  };
}

const takeChunk = whenFits(Chunk, (chunk: Chunk, answer) => {
  const { modelVersion, candidates, promptFeedback, usageMetadata: usage, error } = chunk;
  answer.model = modelVersion ?? answer.model;
  for (const { content, finishReason } of candidates ?? []) {
    for (const part of content?.parts ?? []) takePart(part, answer);
    if (finishReason !== undefined) finish(answer);
  }
  // A prompt that was refused has no candidates.
  if (promptFeedback?.blockReason !== undefined) finish(answer);
  if (error !== undefined) answer.ending = 'failed';
  const {
    promptTokenCount: prompt,
    candidatesTokenCount: said,
    thoughtsTokenCount: thought,
  } = usage ?? {};
  report(answer, {
    // What tools gave the model is counted beside the prompt, and thoughts beside what is said.
    inputTokens: prompt === undefined ? undefined : prompt + (usage?.toolUsePromptTokenCount ?? 0),
    outputTokens: (said ?? thought) === undefined ? undefined : (said ?? 0) + (thought ?? 0),
    cachedInputTokens: usage?.cachedContentTokenCount,
    reasoningTokens: thought,
  });
});

function takePart(part: Part, answer: Answer): void {
  const { functionCall: call } = part;
  if (call !== undefined) {
    answer.toolCalls.push({ id: call.id ?? null, name: call.name });
    // Calls often have no ids, or clients leave them out; results then name the tool, whose latest
    // call is meant.
    if (call.name !== undefined) answer.names.push(call.name);
  }
  answer.text.push(...partText(part));
}

function partText({ text, functionCall: call, functionResponse: result }: Part): string[] {
  return [
    ...contentText(text),
    ...contentText(call?.name),
    ...jsonText(call?.args),
    ...contentText(result?.name),
    ...jsonText(result?.response),
  ];
}
