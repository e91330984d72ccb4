/** Runs nobody on a page sent: each leaves the marks by which the Gateway's frames tell it apart. */
import { randomUUID } from 'node:crypto';
import type { Initiation } from '../socket-protocol.ts';
import { gatewayEvent, type GatewayEvent } from './gateway-frames.ts';
import { RunEvents, type RunMarks } from './run-events.ts';
import { GatewaySession } from './session.ts';
import { promptMessage } from './transcript.ts';

export const START_KINDS = ['heartbeat', 'cron', 'sub-agent', 'command-line'] as const;
export type StartKind = (typeof START_KINDS)[number];

/** A run as it begins: what is told before it and after it. */
export interface Start {
  id: string;
  session: GatewaySession;
  events: RunEvents;
  initiation: Initiation;
  quiet: boolean;
  lane: string;
  before: GatewayEvent[];
  after(): GatewayEvent[];
}

export function startOf(kind: StartKind, main: GatewaySession, prompt: string): Start {
  return STARTS[kind](main, prompt);
}

const STARTS: Record<StartKind, (main: GatewaySession, prompt: string) => Start> = {
  heartbeat(main) {
    const id = randomUUID();
    const job = { id: randomUUID(), name: 'heartbeat-main', payload: { kind: 'heartbeat' } };
    return {
      ...begin(id, main, { isHeartbeat: true }, 'heartbeat'),
      quiet: true,
      lane: 'cron-nested',
      before: [task('automation_run', 'running', `cron:${job.id}`), cron('started', job)],
      after: () => [
        gatewayEvent('heartbeat', { ts: Date.now(), status: 'skipped', reason: 'target-none' }),
        task('automation_run', 'completed', `cron:${job.id}`),
        cron('finished', job),
        cron('scheduled', job),
      ],
    };
  },
  cron(_, prompt) {
    const id = randomUUID();
    const job = { id: randomUUID(), name: 'job1', payload: { kind: 'agentTurn', message: prompt } };
    const session = new GatewaySession(`agent:main:cron:${job.id}:run:${randomUUID()}`, {
      createdVia: 'cron',
    });
    return {
      ...begin(id, session, {}, 'schedule'),
      lane: 'cron-nested',
      before: [
        cron('started', job),
        task('automation_run', 'running', `cron:${job.id}`),
        // The scheduler's prompt has the role of an answer, and is none: it carries no usage.
        session.add({
          role: 'assistant',
          content: `${prompt}\n\nThis is an unattended scheduled run.`,
          timestamp: Date.now(),
          provenance: { kind: 'internal_system', sourceTool: 'cron', jobId: job.id },
          idempotencyKey: `${id}:user`,
        }),
      ],
      after: () => [
        task('automation_run', 'completed', `cron:${job.id}`),
        cron('finished', job),
        cron('scheduled', job),
      ],
    };
  },
  'sub-agent'(main, prompt) {
    const id = randomUUID();
    const lineage = { spawnedBy: main.key, spawnDepth: 1, parentSessionKey: main.key };
    const session = new GatewaySession(`agent:main:subagent:${randomUUID()}`, lineage);
    return {
      ...begin(id, session, { spawnedBy: main.key }, 'sub-agent'),
      before: [
        task('subagent', 'running', id),
        session.changed('create'),
        session.add(promptMessage(`[Subagent Context] ${prompt}`, id, null)),
      ],
      after: () => [task('subagent', 'completed', id)],
    };
  },
  'command-line'(main, prompt) {
    const id = randomUUID();
    return {
      ...begin(id, main, {}, 'elsewhere'),
      before: [task('cli', 'running', id), main.add(promptMessage(prompt, id, null), id)],
      after: () => [task('cli', 'completed', id)],
    };
  },
};

/** What a sub-agent found goes back to its parent, which reads it: a model call of its own. */
export function announcement(child: Start, main: GatewaySession): Start {
  const id = `announce:v1:${child.session.key}:${child.id}`;
  return { ...begin(id, main, {}, 'sub-agent'), before: [], after: () => [] };
}

function begin(id: string, session: GatewaySession, marks: RunMarks, initiation: Initiation) {
  const events = new RunEvents(id, session, marks);
  return { id, session, events, initiation, quiet: false, lane: 'main' };
}

function cron(action: string, job: { id: string }): GatewayEvent {
  return gatewayEvent('cron', { jobId: job.id, action, job, runAtMs: Date.now() });
}

function task(kind: string, status: string, runId: string): GatewayEvent {
  const about = { kind, status, runId, agentId: 'main', createdAt: Date.now() };
  return gatewayEvent('task', { action: 'upserted', task: about });
}
