/** One page's connection to the Gateway: first it says who it is, then it asks. */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { socketBehaviour } from '../behaviour-of-socket.ts';
import { jsonOf } from '../socket-line.ts';
import type { Gateway } from './gateway.ts';
import {
  AbortParams,
  gatewayEvent,
  type GatewayFrame,
  GatewayRequest,
  helloOk,
  SendParams,
  SessionParams,
} from './gateway-frames.ts';

const POLICY_VIOLATION = 1008;

export function serveGatewaySocket(gateway: Gateway, socket: WebSocket, url: URL): void {
  let seq = 0;
  const left = new AbortController();
  const listener = {
    hear(frame: GatewayFrame) {
      // Each connection counts what it hears.
      if (typeof frame !== 'string') seq += 1;
      socket.send(typeof frame === 'string' ? frame : JSON.stringify({ ...frame, seq }));
    },
    drop: () => socket.terminate(),
  };
  const reply = (id: string, payload: object) =>
    socket.send(JSON.stringify({ type: 'res', id, ok: true, payload }));
  const refuse = (id: string, code: string, message: string) =>
    socket.send(JSON.stringify({ type: 'res', id, ok: false, error: { code, message } }));

  let connected = false;
  const answer = ({ id, method, params }: GatewayRequest) => {
    if (method === 'connect') {
      connected = true;
      gateway.join(listener);
      reply(id, helloOk(randomUUID()));
      return;
    }
    if (!connected) {
      socket.close(POLICY_VIOLATION, 'connect first');
      return;
    }
    if (method === 'chat.startup' || method === 'chat.history') {
      const session = gateway.session(SessionParams.parse(params).sessionKey);
      reply(id, { sessionKey: session.key, sessionId: session.id, messages: session.messages });
    } else if (method === 'chat.send') {
      const asked = SendParams.parse(params);
      const runId = asked.idempotencyKey;
      const behaviour = socketBehaviour(asked.demo, url.searchParams.get('demo'));
      if (!gateway.isNew(runId)) {
        reply(id, { runId, status: 'in_flight' });
        return;
      }
      reply(id, { runId, status: 'started', serverTiming: { receivedToAckMs: 1 } });
      const model = url.searchParams.get('model') ?? 'northwind-claw';
      void gateway.send(asked, model, behaviour, left.signal);
    } else if (method === 'chat.abort') {
      const { sessionKey, runId } = AbortParams.parse(params);
      const runIds = gateway.abort(sessionKey, runId);
      reply(id, { ok: true, aborted: runIds.length > 0, runIds });
    } else {
      refuse(id, 'INVALID_REQUEST', `unknown method: ${method}`);
    }
  };

  socket.on('message', (data) => {
    const request = GatewayRequest.safeParse(jsonOf(data));
    if (!request.success) {
      socket.close(POLICY_VIOLATION, 'invalid request frame');
      return;
    }
    try {
      answer(request.data);
    } catch {
      refuse(request.data.id, 'INVALID_REQUEST', 'invalid params');
    }
  });
  socket.on('close', () => {
    gateway.leave(listener);
    left.abort();
  });
  socket.on('error', () => {});
  const challenge = { nonce: randomUUID(), ts: Date.now(), capabilities: [] };
  socket.send(JSON.stringify(gatewayEvent('connect.challenge', challenge)));
}
