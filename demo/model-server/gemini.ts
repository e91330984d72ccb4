/** Read in @google/genai 3.1. The path names the model and whether the answer streams. */
import * as z from 'zod/mini';
import { apology, type Dialect, NO_JSON, OVERLOADED, type Sent, type Spoken } from './dialect.ts';

const Content = z.object({
  role: z.optional(z.string()),
  parts: z.array(
    z.object({
      text: z.optional(z.string()),
      functionCall: z.optional(z.unknown()),
      functionResponse: z.optional(z.unknown()),
    }),
  ),
});

const Body = z.object({
  contents: z.array(Content),
  systemInstruction: z.optional(Content),
  tools: z.optional(z.array(z.unknown())),
});

/** As a document, as events (`alt=sse`), or, where the query does not say so, as one JSON array. */
type Form = 'whole' | 'events' | 'array';

export function geminiFor({ path, query }: Sent): Dialect {
  if (path['method'] === 'generateContent') return gemini('whole');
  return gemini(query.get('alt') === 'sse' ? 'events' : 'array');
}

function gemini(form: Form): Dialect {
  /** The array's brackets and commas come with its pieces. */
  const frame = (data: unknown, chunksSent: number): string => {
    if (form === 'events') return `data: ${textOf(data)}\r\n\r\n`;
    return `${chunksSent === 0 ? '[' : ',\r\n'}${textOf(data)}`;
  };
  return {
    protocol: 'gemini',
    headers: form === 'events' ? {} : { 'content-type': 'application/json; charset=UTF-8' },
    runsTools: false,
    read(body, { path }) {
      const { contents, systemInstruction, tools } = Body.parse(body);
      const isPrompt = ({ role, parts }: z.infer<typeof Content>) =>
        role !== 'model' && parts.some(({ text }) => text !== undefined);
      const lastPrompt = contents.findLastIndex(isPrompt);
      const calling = contents
        .slice(lastPrompt)
        .filter(({ parts }) => parts.some((part) => part.functionCall !== undefined));
      return {
        model: path['model'] ?? null,
        stream: form !== 'whole',
        usageWanted: true,
        texts: [
          ...[...(systemInstruction === undefined ? [] : [systemInstruction]), ...contents].flatMap(
            textsOf,
          ),
          ...(tools === undefined ? [] : [JSON.stringify(tools)]),
        ],
        messages: contents.length,
        turn: contents.filter(isPrompt).length - 1,
        stepsTaken: tools === undefined ? null : calling.length,
      };
    },
    *stream(spoken) {
      const { pieces, calls } = spoken;
      let sent = 0;
      for (const text of pieces) {
        const wire = frame(document(spoken, [{ text }], null), sent);
        yield { wire, text };
        sent += 1;
      }
      for (const call of calls) {
        const wire = frame(document(spoken, [functionCall(call)], null), sent);
        yield { wire, text: call.name + call.json };
        sent += 1;
      }
      yield { wire: frame(document(spoken, [{ text: '' }], 'STOP'), sent), text: '' };
      if (form === 'array') yield { wire: ']', text: '' };
    },
    whole: (spoken) => {
      const text = spoken.pieces.length === 0 ? [] : [{ text: spoken.pieces.join('') }];
      return document(spoken, [...text, ...spoken.calls.map(functionCall)], 'STOP');
    },
    midStreamError: (chunksSent) =>
      frame(failure(503, 'UNAVAILABLE', OVERLOADED), chunksSent) + (form === 'array' ? ']' : ''),
    malformed: (chunksSent) => frame(NO_JSON, chunksSent),
    refusal: (status) =>
      failure(status, status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL', apology(status)),
  };
}

function textOf(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function textsOf({ parts }: z.infer<typeof Content>): string[] {
  return parts.flatMap(({ text, functionCall: call, functionResponse: result }) => [
    ...(text === undefined ? [] : [text]),
    ...[call, result].flatMap((part) => (part === undefined ? [] : JSON.stringify(part))),
  ]);
}

function functionCall({ id, name, json }: Spoken['calls'][number]) {
  return { functionCall: { id, name, args: JSON.parse(json) as unknown } };
}

/** One shape for a piece and for the whole: before the end the usage holds the prompt alone. */
function document({ id, model, usage }: Spoken, parts: object[], finishReason: string | null) {
  const candidatesTokenCount = usage.outputTokens - usage.reasoningTokens;
  const whole = {
    candidatesTokenCount,
    ...(usage.reasoningTokens === 0 ? {} : { thoughtsTokenCount: usage.reasoningTokens }),
    totalTokenCount: usage.inputTokens + usage.outputTokens,
  };
  return {
    candidates: [
      {
        content: { parts, role: 'model' },
        ...(finishReason === null ? {} : { finishReason }),
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount: usage.inputTokens,
      ...(usage.cachedInputTokens === 0
        ? {}
        : { cachedContentTokenCount: usage.cachedInputTokens }),
      ...(finishReason === null ? { totalTokenCount: usage.inputTokens } : whole),
    },
    modelVersion: model,
    responseId: id,
  };
}

function failure(code: number, status: string, message: string) {
  return { error: { code, message, status } };
}
