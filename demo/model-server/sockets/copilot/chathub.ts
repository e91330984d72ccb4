/**
 * Microsoft 365 Copilot's hub, after others' captures: SignalR's JSON protocol, in which every
 * message ends with a record separator and one frame may hold several. No model, no usage.
 */
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { NO_JSON, type Spoken } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { endCall, openCall, tell, type Utterance } from '../model-call.ts';
import { jsonOf, lineOf, type SocketLine, textOf } from '../socket-line.ts';

export const CHATHUB_PATH = '/m365Copilot/Chathub/';

const END = '\u001e';

/** SignalR's own numbers for what a message is. */
const INVOCATION = 1;
const STREAM_ITEM = 2;
const COMPLETION = 3;
const STREAM_INVOCATION = 4;
const CANCEL_INVOCATION = 5;

const HubMessage = z.union([
  z.object({ protocol: z.literal('json'), version: z.number() }),
  z.object({
    type: z.literal(STREAM_INVOCATION),
    invocationId: z.string(),
    arguments: z.tuple([
      z.object({
        conversationId: z.optional(z.string()),
        message: z.object({ text: z.string() }),
        demo: z.optional(z.unknown()),
      }),
    ]),
  }),
  z.object({ type: z.literal(CANCEL_INVOCATION), invocationId: z.string() }),
  // Pings and farewells.
  z.object({ type: z.number() }),
]);
type HubMessage = z.infer<typeof HubMessage>;

export function serveChathub(truth: TruthLedger, socket: WebSocket, url: URL): void {
  const line = lineOf(socket);
  const answering = new Map<string, () => void>();

  const take = async (message: HubMessage) => {
    if ('protocol' in message) line.send(`{}${END}`);
    else if ('arguments' in message) await answer(message);
    else if ('invocationId' in message) answering.get(message.invocationId)?.();
  };
  const answer = async ({
    invocationId,
    arguments: [{ message, conversationId, demo }],
  }: Extract<HubMessage, { arguments: unknown }>) => {
    const behaviour = socketBehaviour(demo, url.searchParams.get('demo'));
    const asked = { model: null, texts: [message.text], usageWanted: false };
    const call = openCall(
      truth,
      {
        protocol: 'm365-copilot',
        ...asked,
        ...(conversationId === undefined ? {} : { conversation: conversationId }),
      },
      { ...behaviour, act: false },
    );
    if (behaviour.refuse !== undefined) {
      endCall(truth, call, 'error');
      line.send(record({ type: COMPLETION, invocationId, error: 'Throttled.' }));
      return;
    }
    const wire = line.answer();
    answering.set(invocationId, () => wire.stop());
    const ending = await tell(truth, call, utterances(call.spoken, invocationId), wire, {
      error: () => [record({ type: COMPLETION, invocationId, error: 'The model is overloaded.' })],
      malformed: `${NO_JSON}${END}`,
    });
    answering.delete(invocationId);
    if (ending === 'aborted') line.send(record({ type: COMPLETION, invocationId }));
  };

  socket.on('message', (data) => {
    for (const part of textOf(data).split(END).filter(Boolean)) {
      const message = HubMessage.safeParse(jsonOf(part));
      if (message.success) take(message.data).catch(() => refuse(line));
      else refuse(line);
    }
  });
}

function refuse(line: SocketLine): void {
  line.send(record({ type: 7, error: 'Invalid message.' }));
  line.socket.close();
}

function* utterances({ id, pieces }: Spoken, invocationId: string): Iterable<Utterance<string>> {
  let sofar = '';
  const message = (text: string) => ({ author: 'bot', messageId: `bot-${id}`, text });
  for (const text of pieces) {
    sofar += text;
    // Every update shows the whole text so far.
    const update = { requestId: id, messages: [message(sofar)] };
    yield { frames: [record({ type: INVOCATION, target: 'update', arguments: [update] })], text };
  }
  const item = { messages: [message(sofar)], result: { value: 'Success' }, requestId: id };
  const closing =
    record({ type: STREAM_ITEM, invocationId, item }) + record({ type: COMPLETION, invocationId });
  yield { frames: [closing], text: '' };
}

function record(message: object): string {
  return JSON.stringify(message) + END;
}
