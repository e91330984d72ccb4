/** Answers as the services send them, put together by hand from their published types. */

const encoder = new TextEncoder();

export function sse(...data: unknown[]): Uint8Array {
  return encoder.encode(
    data
      .map((item) => `data: ${typeof item === 'string' ? item : JSON.stringify(item)}\n\n`)
      .join(''),
  );
}

function namedSse(...data: { type: string }[]): Uint8Array {
  return encoder.encode(
    data.map((item) => `event: ${item.type}\ndata: ${JSON.stringify(item)}\n\n`).join(''),
  );
}

export function json(data: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(data, null, 2));
}

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  model: 'gpt-5-2026-08-07',
  choices: [{ index: 0, delta, finish_reason }],
});

export const openaiStream = sse(
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Grüße aus ' }),
  chunk({ content: '東京' }),
  chunk({
    tool_calls: [{ index: 0, id: 'call_1', function: { name: 'send_email', arguments: '' } }],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '{"to":' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '"a"}' } }] }),
  chunk({
    tool_calls: [{ index: 1, id: 'call_2', function: { name: 'search_tickets', arguments: '{}' } }],
  }),
  chunk({}, 'tool_calls'),
  {
    choices: [],
    usage: {
      prompt_tokens: 120,
      completion_tokens: 34,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 8 },
    },
  },
  '[DONE]',
);

export const anthropicStream = namedSse(
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      model: 'claude-opus-5',
      content: [],
      usage: {
        input_tokens: 20,
        cache_creation_input_tokens: 5,
        cache_read_input_tokens: 75,
        output_tokens: 1,
      },
    },
  } as { type: string },
  { type: 'ping' },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } } as {
    type: string;
  },
  { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Guten Tag ☀' } } as {
    type: string;
  },
  { type: 'content_block_stop' },
  {
    type: 'content_block_start',
    content_block: { type: 'tool_use', id: 'toolu_1', name: 'deploy_service', input: {} },
  } as { type: string },
  { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{"a":1}' } } as {
    type: string;
  },
  { type: 'content_block_stop' },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 41 } } as {
    type: string;
  },
  { type: 'message_stop' },
);

export const aiSdkStream = sse(
  { type: 'start' },
  { type: 'start-step' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'Hello ' },
  { type: 'text-delta', id: '0', delta: 'wörld' },
  { type: 'text-end', id: '0' },
  {
    type: 'tool-input-available',
    toolCallId: 'call-9',
    toolName: 'post_chat_message',
    input: { channel: 'x' },
  },
  { type: 'finish-step' },
  { type: 'finish' },
  '[DONE]',
);
