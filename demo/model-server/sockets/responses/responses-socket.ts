/**
 * OpenAI's Responses API over a WebSocket: `response.create` is answered by the events of the
 * stream. Several answers may be under way at once where the client gives each a `stream_id`; there
 * is no message to stop one, a client that has enough closes. `?binary=1` sends binary frames.
 */
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { NO_JSON } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { endCall, openCall, tell } from '../model-call.ts';
import { jsonOf, lineOf } from '../socket-line.ts';
import { responseEvents } from './response-events.ts';

const Part = z.object({ text: z.optional(z.string()) });
const Item = z.object({
  role: z.optional(z.string()),
  content: z.optional(z.union([z.string(), z.array(Part)])),
});
const Create = z.object({
  type: z.literal('response.create'),
  model: z.optional(z.string()),
  input: z.union([z.string(), z.array(Item)]),
  stream_id: z.optional(z.string().check(z.maxLength(200))),
  demo: z.optional(z.unknown()),
});

export function serveResponsesSocket(truth: TruthLedger, socket: WebSocket, url: URL): void {
  const line = lineOf(socket, url.searchParams.get('binary') === '1');
  const fail = (message: string, code: string, status: number) =>
    line.send(JSON.stringify({ type: 'error', status, error: { type: code, code, message } }));

  const create = async (message: unknown) => {
    const { model = 'northwind-large', input, stream_id, demo } = Create.parse(message);
    const behaviour = socketBehaviour(demo, url.searchParams.get('demo'));
    const texts = textsOf(input);
    const asked = { model, texts, messages: texts.length, usageWanted: true };
    const call = openCall(truth, { protocol: 'openai-responses', ...asked }, behaviour);
    if (behaviour.refuse !== undefined) {
      endCall(truth, call, 'error');
      fail('Rate limit reached.', 'rate_limit_exceeded', Number(behaviour.refuse));
      return;
    }
    const overloaded = { type: 'error', code: 'server_error', message: 'Overloaded.', param: null };
    await tell(truth, call, responseEvents(call.spoken, stream_id), line, {
      error: () => [JSON.stringify(overloaded)],
      malformed: NO_JSON,
    });
  };
  socket.on('message', (data) => {
    create(jsonOf(data)).catch(() => fail('Invalid request.', 'invalid_request_error', 400));
  });
}

function textsOf(input: z.infer<typeof Create>['input']): string[] {
  if (typeof input === 'string') return [input];
  return input.map(({ content = '' }) =>
    typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join(''),
  );
}
