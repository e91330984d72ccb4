/** Messages as the Gateway keeps them. */
import type { Spoken } from '../../dialect.ts';
import type { TranscriptMessage } from './session.ts';

const NO_USAGE = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, totalTokens: 0 };
const FREE = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 };

/** `client`: the page that sent it; null for a script, whose messages name none. */
export function promptMessage(content: string, runId: string, client: object | null) {
  return {
    role: 'user' as const,
    content,
    timestamp: Date.now(),
    idempotencyKey: `${runId}:user`,
    __openclaw: {
      senderIsOwner: true,
      ...(client === null ? {} : { transport: { clients: [client] } }),
      idempotencyKey: `${runId}:user`,
    },
  } satisfies TranscriptMessage;
}

/** Here input leaves out what came from the cache. */
export function usageOf({ usage: { inputTokens, outputTokens, cachedInputTokens } }: Spoken) {
  return {
    input: inputTokens - cachedInputTokens,
    output: outputTokens,
    cacheRead: cachedInputTokens,
    cacheWrite: 0,
    totalTokens: inputTokens + outputTokens,
  };
}

/** What one model call said: text, or the tools it calls. */
export function answerMessage(spoken: Spoken): TranscriptMessage {
  return {
    ...stamped(spoken),
    content: [
      ...(spoken.pieces.length === 0 ? [] : [{ type: 'text', text: spoken.pieces.join('') }]),
      ...spoken.calls.map(({ id, name, json }) => ({
        type: 'toolCall',
        id,
        name,
        arguments: JSON.parse(json) as unknown,
      })),
    ],
    usage: { ...usageOf(spoken), cost: FREE },
    stopReason: spoken.calls.length > 0 ? 'toolUse' : 'stop',
  };
}

/** What is kept of a call that failed: nobody counted for it. */
export function failedMessage(spoken: Spoken): TranscriptMessage {
  return {
    ...stamped(spoken),
    content: [],
    usage: { ...NO_USAGE, cost: FREE },
    stopReason: 'error',
    errorMessage: 'The model is overloaded.',
  };
}

/** What was said of a stopped answer the Gateway writes down itself. No model call has this name. */
export function injectedMessage(text: string, runId: string): TranscriptMessage {
  return {
    role: 'assistant',
    content: [{ type: 'text', text }],
    timestamp: Date.now(),
    stopReason: 'stop',
    usage: { ...NO_USAGE, cost: FREE },
    api: 'openai-responses',
    provider: 'openclaw',
    model: 'gateway-injected',
    idempotencyKey: `${runId}:assistant`,
    openclawAbort: { aborted: true, origin: 'rpc', runId },
  };
}

function stamped({ id, model }: Spoken) {
  return {
    role: 'assistant' as const,
    api: 'openai-completions',
    provider: 'northwind',
    model,
    timestamp: Date.now(),
    responseId: `chatcmpl-${id}`,
  };
}

/** A conversation from before the page was opened, each answer with what it used back then. */
export function oldTranscript(): TranscriptMessage[] {
  return ['What changed yesterday?', 'And the day before?'].flatMap((question, index) => [
    { role: 'user', content: question, timestamp: 1_795_000_000_000 + index },
    {
      ...stamped({
        id: `old-${index}`,
        model: 'northwind-claw',
      } as Spoken),
      timestamp: 1_795_000_000_000 + index,
      content: [{ type: 'text', text: 'Nothing that would need you today.' }],
      usage: {
        input: 90_000 + index,
        output: 4_000,
        cacheRead: 0,
        cacheWrite: 0,
        totalTokens: 94_000 + index,
        cost: FREE,
      },
      stopReason: 'stop',
    },
  ]);
}
