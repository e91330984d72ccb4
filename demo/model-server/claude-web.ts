/** claude.ai, unverified, from others' captures: the events of Anthropic's API, with no usage. */
import * as z from 'zod/mini';
import { anthropicEvents, anthropicMessages } from './anthropic-messages.ts';
import { type Dialect, oneMessage, sse } from './dialect.ts';

const Body = z.object({
  prompt: z.string(),
  model: z.optional(z.string()),
});

export const claudeWeb: Dialect = {
  ...anthropicMessages,
  protocol: 'claude-web',
  runsTools: true,
  read(body, { path }) {
    const { prompt, model = null } = Body.parse(body);
    return oneMessage(prompt, { model, conversation: path['conversation'] ?? null });
  },
  *stream(spoken) {
    for (const { data, text } of anthropicEvents(spoken)) {
      const { usage: _, message, delta, ...rest } = data;
      const told = {
        ...rest,
        // The service runs its tools itself, so the turn ends once.
        ...(data.type === 'message_delta' ? { delta: { stop_reason: 'end_turn' } } : {}),
        ...(data.type === 'content_block_delta' ? { delta } : {}),
        ...(message === undefined ? {} : { message: nameless(message) }),
      };
      const limit = { type: 'message_limit', message_limit: { type: 'within_limit' } };
      const before = data.type === 'message_stop' ? sse(limit, limit.type) : '';
      yield { wire: before + sse(told, data.type), text };
    }
  },
};

/** The page knows which model it asked. */
function nameless(message: unknown): object {
  const { usage: _, ...rest } = message as Record<string, unknown>;
  return { ...rest, model: '' };
}
