/** Dify's chat, `…/chat-messages`: it keeps the conversation, picks the model, and runs the tools. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import {
  apology,
  type Dialect,
  NO_JSON,
  oneMessage,
  OVERLOADED,
  type Spoken,
  sse,
} from './dialect.ts';

const Body = z.object({
  query: z.string(),
  response_mode: z.optional(z.enum(['streaming', 'blocking'])),
  conversation_id: z.optional(z.nullable(z.string())),
});

export const dify: Dialect = {
  protocol: 'dify',
  headers: {},
  runsTools: true,
  read(body) {
    const { query, response_mode, conversation_id } = Body.parse(body);
    return oneMessage(query, {
      // An empty one opens a conversation, which the answer then names.
      conversation: conversation_id || randomUUID(),
      stream: response_mode !== 'blocking',
      usageWanted: true,
    });
  },
  *stream(spoken) {
    const ids = idsOf(spoken);
    const event = (name: string, rest: object) =>
      sse({ event: name, ...ids, created_at: 1_760_000_000, ...rest });
    yield { wire: 'event: ping\n\n', text: '' };
    // With tools it is an agent, whose pieces have another name.
    const agent = spoken.calls.length > 0;
    for (const [index, { id, name, json }] of spoken.calls.entries()) {
      const thought = { id, position: index + 1, thought: '', tool: name, tool_input: json };
      yield { wire: event('agent_thought', { ...thought, observation: '' }), text: name + json };
      // Told again once the tool has run.
      yield { wire: event('agent_thought', { ...thought, observation: 'Done.' }), text: '' };
    }
    for (const answer of spoken.pieces) {
      yield { wire: event(agent ? 'agent_message' : 'message', { answer }), text: answer };
    }
    const metadata = { usage: usage(spoken), retriever_resources: [] };
    yield { wire: event('message_end', { metadata }), text: '' };
  },
  whole: (spoken) => ({
    event: 'message',
    ...idsOf(spoken),
    mode: 'chat',
    answer: spoken.pieces.join(''),
    metadata: { usage: usage(spoken), retriever_resources: [] },
    created_at: 1_760_000_000,
  }),
  midStreamError: () =>
    sse({ event: 'error', status: 503, code: 'provider_unavailable', message: OVERLOADED }),
  malformed: () => sse(NO_JSON),
  refusal: (status) => ({
    code: status === 429 ? 'too_many_requests' : 'internal_server_error',
    message: apology(status),
    status,
  }),
};

function idsOf({ id, conversation }: Spoken) {
  return { task_id: `task-${id}`, message_id: id, conversation_id: conversation };
}

function usage({ usage: { inputTokens, outputTokens } }: Spoken) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    total_price: '0.0001',
    currency: 'USD',
    latency: 0.9,
  };
}
