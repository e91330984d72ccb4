/**
 * Bedrock's `invoke`: the provider's own protocol, here Anthropic's, without model and `stream`; as
 * a stream its events stand in base64 in binary frames.
 */
import { anthropicEvents, anthropicMessages } from './anthropic-messages.ts';
import { modelIn } from './bedrock.ts';
import { eventFrame, exceptionFrame } from './bedrock-frames.ts';
import { apology, type Dialect, NO_JSON, OVERLOADED, type Spoken } from './dialect.ts';

export const bedrockInvoke = invoke(false);
export const bedrockInvokeStream = invoke(true);

function invoke(stream: boolean): Dialect {
  return {
    protocol: 'bedrock',
    headers: {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amzn-bedrock-content-type': 'application/json',
    },
    runsTools: false,
    read(body, sent) {
      const model = modelIn(sent);
      const asked = anthropicMessages.read({ ...(body as object), model: model ?? '' }, sent);
      return { ...asked, model, stream };
    },
    *stream(spoken) {
      for (const { data, text } of anthropicEvents(spoken)) {
        const metrics = { 'amazon-bedrock-invocationMetrics': invocationMetrics(spoken) };
        const told = data.type === 'message_stop' ? { ...data, ...metrics } : data;
        yield { wire: chunkFrame(JSON.stringify(told)), text };
      }
    },
    whole: (spoken) => anthropicMessages.whole(spoken),
    wholeHeaders: ({ usage }) => ({
      'x-amzn-bedrock-input-token-count': String(usage.inputTokens - usage.cachedInputTokens),
      'x-amzn-bedrock-cache-read-input-token-count': String(usage.cachedInputTokens),
      'x-amzn-bedrock-output-token-count': String(usage.outputTokens),
    }),
    midStreamError: () => exceptionFrame('modelStreamErrorException', { message: OVERLOADED }),
    malformed: () => chunkFrame(NO_JSON),
    refusal: (status) => ({ message: apology(status) }),
  };
}

function chunkFrame(json: string): Uint8Array {
  return eventFrame('chunk', { bytes: Buffer.from(json).toString('base64') });
}

function invocationMetrics({ usage }: Spoken) {
  return {
    inputTokenCount: usage.inputTokens - usage.cachedInputTokens,
    outputTokenCount: usage.outputTokens,
    cacheReadInputTokenCount: usage.cachedInputTokens,
    cacheWriteInputTokenCount: 0,
    invocationLatency: 900,
    firstByteLatency: 200,
  };
}
