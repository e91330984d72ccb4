/** The messages of LangChain on the wire, read in @langchain/langgraph-sdk 2.0. */
import { HOUSE_MODEL, type Spoken } from './dialect.ts';
import { countText } from './tokens.ts';

/** One of the answer's model calls: the one that asks for tools, and the one that speaks. */
export interface Turn {
  id: string;
  pieces: readonly string[];
  calls: Spoken['calls'];
  usage: ReturnType<typeof usageMetadata>;
}

/** Each says its own usage; together they are the whole. */
export function turnsOf({ id, pieces, calls, usage }: Spoken): Turn[] {
  if (calls.length === 0) {
    return [{ id: `run-${id}`, pieces, calls, usage: usageMetadata(usage) }];
  }
  const first = {
    inputTokens: Math.floor(usage.inputTokens / 2),
    outputTokens: countText(calls.map(({ name, json }) => name + json).join('')),
    cachedInputTokens: 0,
    reasoningTokens: 0,
  };
  const second = {
    ...usage,
    inputTokens: usage.inputTokens - first.inputTokens,
    outputTokens: usage.outputTokens - first.outputTokens,
  };
  return [
    { id: `run-${id}-0`, pieces: [], calls, usage: usageMetadata(first) },
    { id: `run-${id}-1`, pieces, calls: [], usage: usageMetadata(second) },
  ];
}

/** A message as far as it has come; whole, with what it used. */
export function aiMessage(
  turn: Turn,
  type: 'ai' | 'AIMessageChunk',
  content: string,
  whole: boolean,
) {
  return {
    content,
    additional_kwargs: {},
    response_metadata: whole
      ? { finish_reason: turn.calls.length === 0 ? 'stop' : 'tool_calls', model_name: HOUSE_MODEL }
      : {},
    type,
    name: null,
    id: turn.id,
    tool_calls: whole ? turn.calls.map(toolCall) : [],
    invalid_tool_calls: [],
    usage_metadata: whole ? turn.usage : null,
  };
}

/** What came of a turn's calls. */
export function toolMessages({ calls }: Turn) {
  return calls.map(({ id, name }) => ({
    content: 'Done.',
    type: 'tool',
    name,
    id: `tool-${id}`,
    tool_call_id: id,
    status: 'success',
  }));
}

function toolCall({ id, name, json }: Spoken['calls'][number]) {
  return { name, args: JSON.parse(json) as unknown, id, type: 'tool_call' };
}

function usageMetadata(usage: Spoken['usage']) {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    input_token_details: { cache_read: usage.cachedInputTokens },
    output_token_details: { reasoning: usage.reasoningTokens },
  };
}
