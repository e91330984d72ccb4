/**
 * Gemini: `POST …/models/{model}:generateContent` and `:streamGenerateContent`, as events or as
 * one JSON array that grows; `/interactions`, by events with their type in `event_type`.
 * Source: the types of `@google/genai`, 3.1.
 */
import * as z from 'zod/mini';
import { decodeAnswer, parseJson, whenFits, WireCount, WireText } from './answer-body.ts';
import { contentText, jsonText } from './message-text.ts';
import { type Answer, asking, finish, type Protocol, report } from './protocol.ts';

const Part = z.object({
  text: WireText,
  functionCall: z.catch(
    z.optional(z.object({ id: WireText, name: WireText, args: z.optional(z.unknown()) })),
    undefined,
  ),
  functionResponse: z.optional(z.unknown()),
});
type Part = z.infer<typeof Part>;
const Parts = z.catch(z.optional(z.array(Part)), undefined);
const Content = z.object({ role: WireText, parts: Parts });

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
  usageMetadata: z.catch(
    z.optional(
      z.object({
        promptTokenCount: WireCount,
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

const PATH = /\/models\/([^/]+):(?:stream)?[gG]enerateContent$/;

export const gemini: Protocol = {
  name: 'gemini',
  endpoint: (path) => PATH.test(path),
  read({ path, body }) {
    const model = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(body);
    if (model === undefined || !success) return null;
    const { contents, systemInstruction, tools } = data;
    const last = contents.at(-1);
    const isResult = last?.parts?.some((part) => part.functionResponse !== undefined) === true;
    return asking({
      model: decodeURIComponent(model),
      turn: isResult ? 'tool-results' : last?.role === 'model' ? 'not seen' : 'prompt',
      text: [
        ...[systemInstruction, ...contents].flatMap((content) =>
          (content?.parts ?? []).flatMap((part) => [
            ...contentText(part.text),
            ...jsonText(part.functionCall),
            ...jsonText(part.functionResponse),
          ]),
        ),
        ...jsonText(tools),
      ],
      messages: contents.length,
    });
  },
  decoder() {
    const take = whenFits(Chunk, takeChunk);
    const held: string[] = [];
    const text = new TextDecoder();
    const decoder = decodeAnswer({
      event: take,
      // A stream that is an array: each of its elements is what an event would be.
      document: (data, answer) =>
        Array.isArray(data) ? data.every((each) => take(each, answer)) : take(data, answer),
    });
    return {
      feed: (bytes) => {
        held.push(text.decode(bytes, { stream: true }));
        decoder.feed(bytes);
      },
      end: () => {
        const answer = decoder.end();
        if (answer.malformed > 0) takeCutArray(held.join(''), (data) => take(data, answer));
        return answer;
      },
    };
  },
};

/** What there is of an array that was cut: all of its elements that came whole. */
function takeCutArray(text: string, take: (data: unknown) => boolean): void {
  if (!text.trimStart().startsWith('[')) return;
  for (let end = text.lastIndexOf('}'), tries = 0; end > 0 && tries < 50; tries += 1) {
    const elements = parseJson(`${text.slice(0, end + 1)}]`);
    if (Array.isArray(elements)) {
      elements.forEach(take);
      return;
    }
    end = text.lastIndexOf('}', end - 1);
  }
}

function takeChunk(
  { modelVersion, candidates, usageMetadata: usage, error }: Chunk,
  answer: Answer,
) {
  answer.model = modelVersion ?? answer.model;
  for (const { content, finishReason } of candidates ?? []) {
    for (const part of content?.parts ?? []) takePart(part, answer);
    if (finishReason !== undefined) finish(answer);
  }
  const { candidatesTokenCount: said, thoughtsTokenCount: thought } = usage ?? {};
  report(answer, {
    inputTokens: usage?.promptTokenCount,
    // Thoughts are counted beside what is said; here output has both.
    outputTokens: said === undefined ? undefined : said + (thought ?? 0),
    cachedInputTokens: usage?.cachedContentTokenCount,
    reasoningTokens: thought,
  });
  if (error !== undefined) answer.ending = 'failed';
}

function takePart({ text, functionCall }: Part, answer: Answer): void {
  if (text !== undefined) answer.text.push(text);
  if (functionCall === undefined) return;
  answer.toolCalls.push({ id: functionCall.id ?? null, name: functionCall.name });
  answer.text.push(functionCall.name ?? '', ...jsonText(functionCall.args));
}
