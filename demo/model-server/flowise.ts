/**
 * Flowise's predictions. Each block of its stream begins with a line `message:`, which is no field
 * of an event stream, and the event's name stands in the data.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { apology, type Dialect, NO_JSON, oneMessage, OVERLOADED, type Spoken } from './dialect.ts';

const Body = z.object({
  question: z.string(),
  streaming: z.optional(z.boolean()),
  chatId: z.optional(z.string()),
});

export const flowise: Dialect = {
  protocol: 'flowise',
  headers: {},
  runsTools: true,
  read(body) {
    const { question, streaming, chatId } = Body.parse(body);
    return oneMessage(question, {
      conversation: chatId ?? randomUUID(),
      stream: streaming === true,
      usageWanted: streaming === true,
    });
  },
  *stream(spoken) {
    const { pieces, calls, usage } = spoken;
    yield { wire: block({ event: 'start', data: pieces[0] ?? '' }), text: '' };
    for (const text of pieces) yield { wire: block({ event: 'token', data: text }), text };
    if (calls.length > 0) {
      const wire = block({ event: 'usedTools', data: calls.map(usedTool) });
      yield { wire, text: calls.map(({ name, json }) => name + json).join('') };
    }
    const usageMetadata = {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    };
    yield { wire: block({ event: 'usageMetadata', data: usageMetadata }), text: '' };
    yield { wire: block({ event: 'metadata', data: idsOf(spoken) }), text: '' };
    yield { wire: block({ event: 'end', data: '[DONE]' }), text: '' };
  },
  whole: (spoken) => ({
    text: spoken.pieces.join(''),
    ...idsOf(spoken),
    ...(spoken.calls.length === 0 ? {} : { usedTools: spoken.calls.map(usedTool) }),
  }),
  midStreamError: () => block({ event: 'error', data: OVERLOADED }),
  malformed: () => `message:\ndata:${NO_JSON}\n\n`,
  refusal: (status) => ({ statusCode: status, success: false, message: apology(status) }),
};

function block(data: object): string {
  return `message:\ndata:${JSON.stringify(data)}\n\n`;
}

function usedTool({ name, json }: Spoken['calls'][number]) {
  return { tool: name, toolInput: JSON.parse(json) as unknown, toolOutput: 'Done.' };
}

function idsOf({ id, conversation }: Spoken) {
  return { chatId: conversation, chatMessageId: id, sessionId: conversation };
}
