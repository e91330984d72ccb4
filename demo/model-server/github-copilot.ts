/** GitHub Copilot's chat on the web, unverified, from others' captures. */
import * as z from 'zod/mini';
import { apology, type Dialect, NO_JSON, oneMessage, OVERLOADED, sse } from './dialect.ts';

const Body = z.object({ content: z.string(), model: z.optional(z.string()) });

export const githubCopilot: Dialect = {
  protocol: 'github-copilot',
  headers: {},
  runsTools: false,
  read(body, { path }) {
    const { content, model = null } = Body.parse(body);
    return oneMessage(content, { model, conversation: path['thread'] ?? null });
  },
  *stream({ id, pieces }) {
    for (const text of pieces) yield { wire: sse({ type: 'content', body: text }), text };
    const complete = { type: 'complete', id, intent: 'conversation', references: [] };
    yield { wire: sse(complete), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => sse({ type: 'error', errorType: 'exception', description: OVERLOADED }),
  malformed: () => sse(NO_JSON),
  refusal: (status) => ({ message: apology(status) }),
};
