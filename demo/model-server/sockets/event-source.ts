/**
 * An answer to `new EventSource('/events/chat?prompt=…')`. Where the connection breaks the browser
 * asks again by itself and says what it heard last; the server goes on from there, or, with
 * `replay=1`, from the beginning. Either way it stays one answer.
 */
import { openaiChat } from '../openai-chat.ts';
import type { TruthLedger } from '../truth.ts';
import { socketBehaviour } from './behaviour-of-socket.ts';
import { answerJson, type Route, sseWire } from './http-wire.ts';
import { endCall, type ModelCall, openCall, tell, type Utterance } from './model-call.ts';
import { openaiFaults } from './openai-faults.ts';
import { ResumableAnswer } from './resumable-answer.ts';

export function eventSource(truth: TruthLedger): Route {
  const answers = new Map<string, ResumableAnswer>();
  return async (request, response, { pathname, searchParams }) => {
    if (request.method !== 'GET' || pathname !== '/events/chat') return false;
    const [id = '', place = ''] = String(request.headers['last-event-id'] ?? '').split(':');
    if (id !== '') {
      const known = answers.get(id);
      const from = searchParams.get('replay') === '1' ? 0 : Number(place) + 1;
      // With nothing more to say, this is how a client is told to stop asking.
      if (known === undefined) response.writeHead(204).end();
      else known.resume(response, sseWire(response), from);
      return true;
    }
    const { cutAfter, ...behaviour } = socketBehaviour(searchParams.get('demo'));
    const call = openCall(truth, askedOf(searchParams), behaviour);
    if (behaviour.refuse !== undefined) {
      const status = Number(behaviour.refuse);
      endCall(truth, call, 'error');
      answerJson(response, { error: { message: 'Refused.' } }, status);
      return true;
    }
    const resumable = new ResumableAnswer(response, sseWire(response));
    answers.set(call.entry.id, resumable);
    await tell(truth, call, numbered(call, resumable, cutAfter), resumable.wire, openaiFaults);
    answers.delete(call.entry.id);
    resumable.end();
    return true;
  };
}

function askedOf(query: URLSearchParams) {
  return {
    protocol: 'openai-chat' as const,
    model: query.get('model') ?? 'northwind-large',
    texts: [query.get('prompt') ?? ''],
    usageWanted: true,
  };
}

/** Each event has an id by which a client says how far it came. A break is not the answer's end. */
async function* numbered(
  { entry, spoken }: ModelCall,
  resumable: ResumableAnswer,
  cutAfter: number | undefined,
): AsyncIterable<Utterance<string>> {
  let place = 0;
  for (const { wire, text } of openaiChat.stream(spoken)) {
    if (place === cutAfter) await resumable.breakOff();
    yield { frames: [`id: ${entry.id}:${place}\nretry: 50\n${String(wire)}`], text };
    place += 1;
  }
}
