/**
 * The OpenClaw Gateway: agent platforms speak it, or something like it, over a WebSocket on their
 * own origin. One interaction for each model call; who started a run is told by the frames.
 * Source: recorded from OpenClaw 2026.9.6, protocol 4.
 */
import { asking, type Asked, type SocketProtocol } from '../protocol.ts';
import { type AgentEvent, frameOf, type MessageEvent } from './frames.ts';
import { Run } from './run.ts';

/** Runs followed at once on one socket. */
const MAX_RUNS = 500;

export const openclaw: SocketProtocol = {
  name: 'openclaw',
  sharesNames: true,
  recognises: (_socket, { direction, data }) => {
    const frame = frameOf(data);
    return direction === 'in' && frame?.type === 'event' && frame.event === 'connect.challenge';
  },
  reader: (calls) => {
    const runs = new Map<string, Run>();
    /** Runs sent on this socket, by the id of the request that sent them. */
    const sent = new Map<string, string>();
    /** Runs whose beginning was seen, as long as nothing else is known of them. */
    const begun = new Set<string>();
    /** Runs that are over; of those that were stopped, the gateway names the model once more. */
    const over = new Set<string>();

    const runOf = (id: string, first: () => Asked): Run => {
      const known = runs.get(id);
      if (known !== undefined) return known;
      const run = new Run(calls, id, first(), !begun.delete(id));
      runs.set(id, run);
      for (const oldest of runs.keys()) {
        if (runs.size <= MAX_RUNS) break;
        forget(oldest, false);
      }
      return run;
    };
    const begin = (id: string) => {
      over.delete(id);
      if (begun.size < MAX_RUNS && !runs.has(id)) begun.add(id);
    };
    const forget = (id: string, failed: boolean) => {
      runs.get(id)?.end(failed);
      runs.delete(id);
      begun.delete(id);
      over.add(id);
      for (const oldest of over) {
        if (over.size <= MAX_RUNS) break;
        over.delete(oldest);
      }
    };

    const hearAgent = (event: AgentEvent) => {
      const { runId, stream, data } = event;
      if (stream !== 'lifecycle') runs.get(runId)?.hear(event);
      else if (data.phase === 'start') begin(runId);
      // Between calls the gateway names a model of null.
      else if (data.phase === 'model' && data.provider !== undefined) {
        if (over.has(runId)) return;
        runOf(runId, () => askedBy(event)).ask(data.model);
      } else if (data.phase === 'end' || data.phase === 'error') {
        forget(runId, data.phase === 'error' && data.aborted !== true);
      }
    };

    const hearMessage = (event: MessageEvent) => {
      const { role, usage, __openclaw } = event.message;
      const runId = __openclaw?.runId;
      // The prompt of a scheduled run is an assistant's message too, and so is what the gateway
      // itself writes where a run was stopped; no model wrote either.
      if (role !== 'assistant' || usage === undefined || runId === undefined) return;
      if (event.message.model === 'gateway-injected') return;
      const { sessionKey } = event;
      runOf(runId, () => askedBy({ runId, sessionKey })).message(event);
    };

    return {
      take: ({ direction, data }) => {
        const frame = frameOf(data);
        if (frame === null) return;
        if (direction === 'out') {
          if (frame.type !== 'req') return;
          const { sessionKey, message, idempotencyKey } = frame.params;
          const text = message === undefined ? [] : [message];
          const conversation = sessionKey ?? null;
          sent.set(frame.id, idempotencyKey);
          begin(idempotencyKey);
          runOf(idempotencyKey, () =>
            asking({ conversation, turn: 'prompt', trigger: 'page', text, messages: 1 }),
          ).ask();
        } else if (frame.type === 'res') {
          const run = sent.get(frame.id);
          sent.delete(frame.id);
          if (run === undefined || frame.ok) return;
          runs.get(run)?.refuse();
          runs.delete(run);
        } else if (frame.type === 'event') {
          if (frame.event === 'agent') hearAgent(frame.payload);
          else if (frame.event === 'session.message') hearMessage(frame.payload);
        }
      },
    };
  },
};

type Told = Pick<AgentEvent, 'runId' | 'sessionKey'> & Partial<AgentEvent>;

/** What a run asks that was not sent on this socket: who started it, and what it descends from. */
function askedBy({ runId, sessionKey, isHeartbeat, spawnedBy }: Told): Asked {
  const conversation = sessionKey ?? null;
  if (isHeartbeat === true) return asking({ conversation, trigger: 'heartbeat' });
  if (sessionKey?.includes(':cron:') === true) return asking({ conversation, trigger: 'schedule' });
  const session = /agent:[^:]+:subagent:[\w-]+/;
  // A sub-agent's result is announced to the session that sent it, in a run named after it.
  const announced = runId.startsWith('announce') ? session.exec(runId)?.[0] : undefined;
  const parent = announced ?? spawnedBy;
  if (parent !== undefined || sessionKey?.includes(':subagent:') === true) {
    const answers = parent === undefined ? [] : [parent];
    return asking({ conversation, trigger: 'sub-agent', answers });
  }
  return asking({ conversation, trigger: 'elsewhere' });
}
