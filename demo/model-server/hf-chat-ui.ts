/**
 * Hugging Face's chat-ui: a form with JSON in its field `data`, answered by lines of JSON. Tokens
 * are padded, so that their lengths give nothing away to who listens on the network.
 */
import * as z from 'zod/mini';
import {
  apology,
  type Dialect,
  HOUSE_MODEL,
  jsonLine,
  NO_JSON,
  oneMessage,
  OVERLOADED,
} from './dialect.ts';

const Body = z.object({ data: z.object({ inputs: z.string() }) });

const TOKEN_LENGTH = 16;
/** Behind the final answer, for browsers that hold back what is short. */
const PADDING = ' '.repeat(4_096);

export const hfChatUi: Dialect = {
  protocol: 'hf-chat-ui',
  headers: { 'content-type': 'application/jsonl' },
  runsTools: true,
  read(body, { path }) {
    const { data } = Body.parse(body);
    return oneMessage(data.inputs, { model: HOUSE_MODEL, conversation: path['id'] ?? null });
  },
  *stream({ pieces, calls }) {
    yield { wire: jsonLine({ type: 'status', status: 'started' }), text: '' };
    const router = { type: 'routerMetadata', route: 'default', model: HOUSE_MODEL };
    yield { wire: jsonLine(router), text: '' };
    for (const { id: uuid, name, json } of calls) {
      const call = { name, parameters: JSON.parse(json) as unknown };
      const tool = (subtype: string, rest: object) =>
        jsonLine({ type: 'tool', subtype, uuid, ...rest });
      yield { wire: tool('call', { call }), text: name + json };
      const result = { status: 'success', call, outputs: [{ text: 'Done.' }], display: true };
      yield { wire: tool('result', { result }), text: '' };
    }
    for (const text of pieces) {
      const token = text.padEnd(TOKEN_LENGTH, '\0');
      yield { wire: jsonLine({ type: 'stream', token }), text };
    }
    const final = { type: 'finalAnswer', text: pieces.join(''), interrupted: false };
    yield { wire: jsonLine(final) + PADDING, text: '' };
    yield { wire: jsonLine({ type: 'status', status: 'finished' }), text: '' };
  },
  whole: () => ({}),
  midStreamError: () => jsonLine({ type: 'status', status: 'error', message: OVERLOADED }),
  malformed: () => `${NO_JSON}\n`,
  refusal: (status) => ({ message: apology(status) }),
};
