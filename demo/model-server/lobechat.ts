/**
 * LobeChat's own stream, read in lobehub's model-runtime: what an event is stands in its name, and
 * its data is JSON even where it is only text. It asks as OpenAI's chat does.
 */
import { apology, type Dialect, halves, NO_JSON, OVERLOADED, type Spoken } from './dialect.ts';
import { openaiChat } from './openai-chat.ts';

export const lobechat: Dialect = {
  protocol: 'lobechat',
  headers: {},
  runsTools: false,
  // It makes a stream also of what the provider gave it in one piece.
  read: (body, sent) => ({ ...openaiChat.read(body, sent), stream: true, usageWanted: true }),
  *stream(spoken) {
    for (const text of spoken.pieces) yield { wire: event(spoken, 'text', text), text };
    for (const [index, { id, name, json }] of spoken.calls.entries()) {
      const part = (call: object, args: string) =>
        event(spoken, 'tool_calls', [
          { function: { arguments: args, ...call }, id, index, type: 'function' },
        ]);
      yield { wire: part({ name }, ''), text: name };
      for (const text of halves(json)) yield { wire: part({}, text), text };
    }
    const stop = spoken.calls.length === 0 ? 'stop' : 'tool_calls';
    yield { wire: event(spoken, 'stop', stop), text: '' };
    yield { wire: event(spoken, 'usage', usage(spoken)), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => {
    const error = { body: { message: OVERLOADED }, message: OVERLOADED, type: 'ProviderBizError' };
    return `id: error\nevent: error\ndata: ${JSON.stringify(error)}\n\n`;
  },
  malformed: () => `id: malformed\nevent: text\ndata: ${NO_JSON}\n\n`,
  refusal: (status) => ({
    errorType: status === 429 ? 'QuotaLimitReached' : 'ProviderBizError',
    body: { error: { message: apology(status) }, provider: 'openai' },
  }),
};

function event({ id }: Spoken, name: string, data: unknown): string {
  return `id: chatcmpl-${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function usage({ usage: { inputTokens, outputTokens, ...parts } }: Spoken) {
  return {
    inputCacheMissTokens: inputTokens - parts.cachedInputTokens,
    inputCachedTokens: parts.cachedInputTokens,
    inputTextTokens: inputTokens,
    totalInputTokens: inputTokens,
    outputReasoningTokens: parts.reasoningTokens,
    outputTextTokens: outputTokens - parts.reasoningTokens,
    totalOutputTokens: outputTokens,
    totalTokens: inputTokens + outputTokens,
  };
}
