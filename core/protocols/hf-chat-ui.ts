/**
 * Hugging Face's chat-ui: `POST /conversation/{id}`, a form with JSON in its field `data`, answered
 * by lines of JSON. No usage; the model is told where a router chose it.
 * Source: chat-ui's own types (`MessageUpdate`).
 */
import * as z from 'zod/mini';
import { decodeAnswer, parseJson, whenFits, WireText } from './answer-body.ts';
import { jsonText } from './message-text.ts';
import { asking, finish, type Protocol } from './protocol.ts';

const Request = z.object({ inputs: WireText, id: z.optional(z.unknown()) });

const Update = z.object({
  type: z.string(),
  subtype: WireText,
  status: WireText,
  token: WireText,
  text: WireText,
  model: z.optional(z.unknown()),
  uuid: WireText,
  call: z.catch(
    z.optional(z.object({ name: WireText, parameters: z.optional(z.unknown()) })),
    undefined,
  ),
});

const PATH = /\/conversation\/([^/]+)$/;

export const hfChatUi: Protocol = {
  name: 'hf-chat-ui',
  read({ path, fields }) {
    const conversation = PATH.exec(path)?.[1];
    const { success, data } = Request.safeParse(parseJson(fields?.['data'] ?? ''));
    if (conversation === undefined || !success) return null;
    const { inputs } = data;
    return asking({
      conversation,
      turn: inputs === undefined ? 'not seen' : 'prompt',
      text: inputs === undefined ? [] : [inputs],
      messages: 1,
    });
  },
  decoder() {
    const take = whenFits(Update, (update, answer) => {
      // Tokens are padded with zeros, so that their lengths tell nothing on the network.
      if (update.type === 'stream') answer.text.push((update.token ?? '').replaceAll('\0', ''));
      else if (update.type === 'routerMetadata') answer.model = update.model ?? answer.model;
      else if (update.type === 'finalAnswer') {
        if (answer.text.length === 0) answer.text.push(update.text ?? '');
        finish(answer);
      } else if (update.type === 'status' && update.status === 'error') answer.ending = 'failed';
      else if (update.type === 'tool' && update.call !== undefined && update.subtype === 'call') {
        const { name, parameters } = update.call;
        answer.toolCalls.push({ id: update.uuid ?? null, name });
        answer.text.push(name ?? '', ...jsonText(parameters));
      }
    });
    return decodeAnswer({ event: () => false, document: take, line: take });
  },
};
