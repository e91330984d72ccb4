/** The AI SDK's older stream, read in ai 4: lines that begin with what they are, and carry usage. */
import * as z from 'zod/mini';
import { type Dialect, halves, NO_JSON, OVERLOADED, type Spoken } from './dialect.ts';

const Body = z.object({
  id: z.optional(z.string()),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

const LINES = {
  text: '0',
  error: '3',
  call: '9',
  result: 'a',
  callStart: 'b',
  callDelta: 'c',
  finish: 'd',
  finishStep: 'e',
  startStep: 'f',
} as const;

export const aiSdkLines: Dialect = {
  protocol: 'ai-sdk-ui',
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-vercel-ai-data-stream': 'v1' },
  runsTools: true,
  read(body) {
    const { id = null, messages } = Body.parse(body);
    return {
      model: null,
      conversation: id,
      stream: true,
      usageWanted: true,
      texts: messages.map(({ content }) => content),
      messages: messages.length,
      turn: messages.filter(({ role }) => role === 'user').length - 1,
      stepsTaken: null,
    };
  },
  *stream({ id, pieces, calls, usage: { inputTokens, outputTokens } }) {
    yield { wire: line('startStep', { messageId: `msg-${id}` }), text: '' };
    for (const call of calls) yield* callLines(call);
    if (calls.length > 0) {
      const step = { finishReason: 'tool-calls', isContinued: false };
      const next = line('startStep', { messageId: `msg-${id}-1` });
      yield { wire: line('finishStep', step) + next, text: '' };
    }
    for (const text of pieces) yield { wire: line('text', text), text };
    const usage = { promptTokens: inputTokens, completionTokens: outputTokens };
    const finish = { finishReason: 'stop', usage };
    yield { wire: line('finishStep', { ...finish, isContinued: false }), text: '' };
    yield { wire: line('finish', finish), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => line('error', OVERLOADED),
  malformed: () => `${LINES.finishStep}:${NO_JSON}\n`,
  refusal: (status) => ({ error: status === 429 ? 'Rate limit reached.' : 'Server error.' }),
};

function line(kind: keyof typeof LINES, data: unknown): string {
  return `${LINES[kind]}:${JSON.stringify(data)}\n`;
}

function* callLines({ id: toolCallId, name: toolName, json }: Spoken['calls'][number]) {
  yield { wire: line('callStart', { toolCallId, toolName }), text: toolName };
  for (const argsTextDelta of halves(json)) {
    yield { wire: line('callDelta', { toolCallId, argsTextDelta }), text: argsTextDelta };
  }
  const args = JSON.parse(json) as unknown;
  const result = line('result', { toolCallId, result: 'Done.' });
  yield { wire: line('call', { toolCallId, toolName, args }) + result, text: '' };
}
