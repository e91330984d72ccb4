/** LangGraph's runs, `/threads/{id}/runs/stream` and `/runs/stream`, in the modes that are asked for. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import {
  apology,
  type Dialect,
  HOUSE_MODEL,
  NO_JSON,
  oneMessage,
  OVERLOADED,
  type Sent,
  type Spoken,
  sse,
} from './dialect.ts';
import { aiMessage, toolMessages, type Turn, turnsOf } from './langchain-messages.ts';

const Content = z.union([z.string(), z.array(z.object({ text: z.optional(z.string()) }))]);
const Mode = z.enum(['values', 'updates', 'messages', 'messages-tuple']);

const Body = z.object({
  input: z.object({ messages: z.array(z.object({ content: Content })) }),
  stream_mode: z._default(z.union([Mode, z.array(Mode)]), 'values'),
});

export const langgraphStream = (sent: Sent) => langgraph(sent, true);
export const langgraphWait = (sent: Sent) => langgraph(sent, false);

function langgraph({ body, path }: Sent, stream: boolean): Dialect {
  const { input, stream_mode } = Body.parse(body);
  const modes = new Set([stream_mode].flat());
  const thread = path['thread'] ?? randomUUID();
  const texts = input.messages.flatMap(({ content }) =>
    typeof content === 'string' ? content : content.flatMap(({ text }) => text ?? []),
  );
  const person = { content: texts.join('\n'), type: 'human', id: 'human-1' };
  return {
    protocol: 'langgraph',
    headers: { 'content-location': `/threads/${thread}/runs/run-1` },
    runsTools: true,
    read: () =>
      oneMessage('', {
        model: HOUSE_MODEL,
        conversation: thread,
        stream,
        usageWanted: true,
        texts,
        messages: input.messages.length,
      }),
    *stream(spoken) {
      const run = { run_id: `run-${spoken.id}`, attempt: 1, thread_id: thread };
      yield { wire: sse(run, 'metadata'), text: '' };
      if (modes.has('values')) {
        yield { wire: sse({ messages: [person] }, 'values'), text: '' };
      }
      const soFar: object[] = [person];
      for (const turn of turnsOf(spoken)) {
        yield* modes.has('messages-tuple') ? tuples(turn) : partials(turn, modes.has('messages'));
        const messages = [aiMessage(turn, 'ai', turn.pieces.join(''), true), ...toolMessages(turn)];
        soFar.push(...messages);
        if (modes.has('updates')) {
          yield { wire: sse({ agent: { messages } }, 'updates'), text: '' };
        }
        if (modes.has('values')) {
          yield { wire: sse({ messages: soFar }, 'values'), text: '' };
        }
      }
    },
    whole: (spoken) => ({ messages: [person, ...wholeMessages(spoken)] }),
    midStreamError: () => sse({ error: 'APIError', message: OVERLOADED }, 'error'),
    malformed: () => sse(NO_JSON, modes.has('messages-tuple') ? 'messages' : 'values'),
    refusal: (status) => ({ detail: apology(status) }),
  };
}

function wholeMessages(spoken: Spoken): object[] {
  return turnsOf(spoken).flatMap((turn) => [
    aiMessage(turn, 'ai', turn.pieces.join(''), true),
    ...toolMessages(turn),
  ]);
}

/** Piece by piece, each beside where it came from; the usage comes last, with no text. */
function* tuples(turn: Turn) {
  const metadata = { langgraph_node: 'agent', langgraph_step: 1, ls_model_name: HOUSE_MODEL };
  const tuple = (message: object) => sse([message, metadata], 'messages');
  for (const text of turn.pieces) {
    yield { wire: tuple(aiMessage(turn, 'AIMessageChunk', text, false)), text };
  }
  const last = tuple(aiMessage(turn, 'AIMessageChunk', '', true));
  yield { wire: last, text: textOf(turn) };
  for (const message of toolMessages(turn)) yield { wire: tuple(message), text: '' };
}

/** The message over and over, each time longer. Told or not, its text has been made. */
function* partials(turn: Turn, told: boolean) {
  let content = '';
  const partial = (whole: boolean) =>
    told ? sse([aiMessage(turn, 'ai', content, whole)], 'messages/partial') : ': heartbeat\n\n';
  for (const text of turn.pieces) {
    content += text;
    yield { wire: partial(false), text };
  }
  yield { wire: partial(true), text: textOf(turn) };
}

function textOf({ calls }: Turn): string {
  return calls.map(({ name, json }) => name + json).join('');
}
