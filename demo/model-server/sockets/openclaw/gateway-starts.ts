/** `POST /openclaw/start?kind=…`: starts a run that no page sent. Its end is told on the sockets. */
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { answerJson, type Route } from '../http-wire.ts';
import type { Gateway } from './gateway.ts';
import { START_KINDS } from './starts.ts';

export function gatewayStarts(gateway: Gateway): Route {
  return async (request, response, { pathname, searchParams }) => {
    if (request.method !== 'POST' || pathname !== '/openclaw/start') return false;
    const kind = START_KINDS.find((known) => known === searchParams.get('kind'));
    if (kind === undefined) throw new Error(`kind is one of ${START_KINDS.join(', ')}`);
    const prompt = searchParams.get('prompt') ?? 'Look after it.';
    const model = searchParams.get('model') ?? 'northwind-claw';
    void gateway.start(kind, prompt, model, socketBehaviour(searchParams.get('demo')));
    answerJson(response, {}, 202);
    return true;
  };
}
