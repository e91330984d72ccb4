/**
 * The consumer Copilot's socket, after others' captures: `send` is answered by `appendText` until
 * `done`. Neither a model nor usage is told. `?binary=1` sends binary frames.
 */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { NO_JSON, type Spoken } from '../../dialect.ts';
import type { TruthLedger } from '../../truth.ts';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { endCall, openCall, tell, type Utterance } from '../model-call.ts';
import { jsonOf, lineOf } from '../socket-line.ts';

const Message = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('send'),
    conversationId: z.string(),
    content: z.array(z.object({ type: z.string(), text: z.optional(z.string()) })),
    demo: z.optional(z.unknown()),
  }),
  z.object({ event: z.literal('stop'), conversationId: z.string() }),
]);

export function serveConsumerCopilot(truth: TruthLedger, socket: WebSocket, url: URL): void {
  const line = lineOf(socket, url.searchParams.get('binary') === '1');
  const answering = new Map<string, () => void>();
  const fail = (errorCode: string) => line.send(JSON.stringify({ event: 'error', errorCode }));

  const take = async (data: unknown) => {
    const message = Message.parse(data);
    const { conversationId } = message;
    if (message.event === 'stop') {
      answering.get(conversationId)?.();
      return;
    }
    const texts = message.content.flatMap(({ text }) => text ?? []);
    const behaviour = socketBehaviour(message.demo, url.searchParams.get('demo'));
    const call = openCall(
      truth,
      { protocol: 'copilot', model: null, texts, usageWanted: false, conversation: conversationId },
      { ...behaviour, act: false },
    );
    if (behaviour.refuse !== undefined) {
      endCall(truth, call, 'error');
      fail('throttled');
      return;
    }
    const wire = line.answer();
    answering.set(conversationId, () => wire.stop());
    await tell(truth, call, utterances(call.spoken, conversationId), wire, {
      error: () => [JSON.stringify({ event: 'error', errorCode: 'server-error' })],
      malformed: NO_JSON,
    });
    answering.delete(conversationId);
  };
  socket.on('message', (data) => {
    take(jsonOf(data)).catch(() => fail('invalid-event'));
  });
  line.send(JSON.stringify({ event: 'connected', requestId: randomUUID() }));
}

function* utterances({ id, pieces }: Spoken, conversationId: string): Iterable<Utterance<string>> {
  const about = { conversationId, messageId: `message-${id}` };
  const say = (event: string, data: object = {}, text = '') => ({
    frames: [JSON.stringify({ event, ...about, ...data })],
    text,
  });
  yield say('received', { messageId: `prompt-${id}` });
  yield say('startMessage');
  for (const text of pieces) yield say('appendText', { partId: '0', text }, text);
  yield say('partCompleted', { partId: '0' });
  yield say('done');
}
