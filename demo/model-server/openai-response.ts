/** OpenAI's response object: what a stream tells in parts and a document as a whole. */
import type { Spoken } from './dialect.ts';

type Item =
  | { id: string; type: 'message'; role: 'assistant'; status: string; content: object[] }
  | {
      id: string;
      type: 'function_call';
      status: string;
      call_id: string;
      name: string;
      arguments: string;
    };

export function output({ id, pieces, calls }: Spoken): Item[] {
  const items: Item[] = calls.map((call) => ({
    id: `fc_${call.id}`,
    type: 'function_call',
    status: 'completed',
    call_id: call.id,
    name: call.name,
    arguments: call.json,
  }));
  if (pieces.length === 0) return items;
  const content = [textPart(pieces.join(''))];
  return [
    { id: `msg_${id}`, type: 'message', role: 'assistant', status: 'completed', content },
    ...items,
  ];
}

export function emptied({ type }: Item): object {
  return type === 'message' ? { content: [] } : { arguments: '' };
}

export function textPart(text: string) {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

export function envelope({ id, model, conversation }: Spoken, status: string, items: object[]) {
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status,
    error: null,
    incomplete_details: null,
    model,
    output: items,
    previous_response_id: null,
    conversation: conversation === null ? null : { id: conversation },
    parallel_tool_calls: true,
    metadata: {},
  };
}

export function usage({ usage: { inputTokens, outputTokens, ...details } }: Spoken) {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: details.cachedInputTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: details.reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  };
}
