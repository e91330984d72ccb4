/** An agent as pages run them: the model calls tools, the page answers, until there is nothing to call. */
import type OpenAI from 'openai';
import { type Behaviour, behaviourHeader, openai } from './clients.ts';
import { roughTokens, spend } from './spent.ts';

/** What the agent did, as the timeline shows it. */
export interface AgentStep {
  id: string;
  kind: 'tool' | 'answer' | 'failure';
  title: string;
  detail: string;
}

const tool = (name: string, description: string, properties: string[]) => ({
  type: 'function' as const,
  function: {
    name,
    description,
    parameters: {
      type: 'object',
      properties: Object.fromEntries(properties.map((property) => [property, { type: 'string' }])),
    },
  },
});

const TOOLS = [
  tool('search_tickets', 'Search the ticket system', ['query']),
  tool('send_email', 'Send an email', ['to', 'subject']),
  tool('post_chat_message', 'Post a message to a channel', ['channel', 'text']),
  tool('deploy_service', 'Deploy a service to production', ['service', 'version']),
];

const RESULTS: Record<string, string> = {
  search_tickets: 'Two open incidents, both with an owner.',
  send_email: 'Sent.',
  post_chat_message: 'Posted.',
  deploy_service: 'Deployed and healthy.',
};

/** Resolves when the agent is done; `seen` hears of every step as it happens. */
export async function runAgent(
  task: string,
  seen: (step: AgentStep) => void = () => {},
  behaviour: Behaviour = {},
): Promise<void> {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: task }];
  for (;;) {
    const { content, calls } = await think(messages, behaviour);
    if (calls.length === 0) {
      seen({ id: 'answer', kind: 'answer', title: 'Done', detail: content });
      return;
    }
    messages.push({ role: 'assistant', content: content || null, tool_calls: calls });
    for (const { id, function: called } of calls) {
      const result = RESULTS[called.name] ?? 'Done.';
      seen({
        id,
        kind: 'tool',
        title: called.name,
        detail: `${inputOf(called.arguments)} → ${result}`,
      });
      messages.push({ role: 'tool', tool_call_id: id, content: result });
    }
  }
}

async function think(messages: OpenAI.ChatCompletionMessageParam[], behaviour: Behaviour) {
  const stream = openai.chat.completions.stream(
    { model: 'northwind-agent', messages, tools: TOOLS, stream_options: { include_usage: true } },
    { headers: behaviourHeader(behaviour) },
  );
  const { choices, usage } = await stream.finalChatCompletion();
  const answer = choices[0]?.message;
  spend(usage?.total_tokens ?? roughTokens(answer?.content ?? ''));
  const calls = (answer?.tool_calls ?? []).filter((call) => call.type === 'function');
  return { content: answer?.content ?? '', calls };
}

/** What a tool was called with, for a person to read. */
function inputOf(json: string): string {
  const input = JSON.parse(json) as Record<string, unknown>;
  return Object.values(input).join(', ');
}
