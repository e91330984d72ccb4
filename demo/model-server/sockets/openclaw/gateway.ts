/**
 * The Gateway of an agent platform: one socket for each page, and every page hears every run. The
 * frames are those of OpenClaw 2026.9.6: recorded, but for aborts and histories, which were read in
 * its source, and errors, of which neither was at hand.
 */
import type { TruthLedger } from '../../truth.ts';
import type { Behaviour } from '../../behaviour.ts';
import { CLOSED } from '../model-call.ts';
import type { GatewayFrame, SendParams } from './gateway-frames.ts';
import { type Audience, perform, type Run } from './run.ts';
import { RunEvents } from './run-events.ts';
import { GatewaySession } from './session.ts';
import { announcement, type Start, type StartKind, startOf } from './starts.ts';
import { oldTranscript, promptMessage } from './transcript.ts';
import type * as z from 'zod/mini';

const MAIN = 'agent:main:main';

/** A page that has said its `connect`. */
export interface Listener {
  hear(frame: GatewayFrame): void;
  drop(): void;
}

export class Gateway {
  readonly #truth: TruthLedger;
  readonly #listeners = new Set<Listener>();
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #running = new Map<string, Run>();
  /** Every run a page ever sent. */
  readonly #known = new Set<string>();

  constructor(truth: TruthLedger) {
    this.#truth = truth;
    this.session(MAIN).messages.push(...oldTranscript());
  }

  session(key: string): GatewaySession {
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const session = new GatewaySession(key);
    this.#sessions.set(key, session);
    return session;
  }

  join(listener: Listener): void {
    this.#listeners.add(listener);
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Whether the run is new: a message sent twice runs once. */
  isNew(runId: string): boolean {
    return !this.#known.has(runId);
  }

  /** A page's message. Resolves when the run is over. */
  async send(
    { sessionKey, message, idempotencyKey: id }: z.infer<typeof SendParams>,
    model: string,
    behaviour: Behaviour,
    left: AbortSignal,
  ): Promise<void> {
    const session = this.session(sessionKey);
    const client = { id: 'openclaw-control-ui', mode: 'webchat' };
    const events = new RunEvents(id, session, { isHeartbeat: false });
    const run = {
      id,
      session,
      events,
      prompt: message,
      model,
      behaviour,
      initiation: 'page' as const,
      lane: 'main',
      stop: new AbortController(),
      left,
    };
    this.#known.add(id);
    this.#audience.tell(
      session.add(promptMessage(message, id, client)),
      session.changed('send'),
      ...events.status('preparing_workspace'),
    );
    await this.#perform(run);
  }

  /** A run no page sent. Resolves when it is over, its announcement included. */
  async start(kind: StartKind, prompt: string, model: string, behaviour: Behaviour): Promise<void> {
    const main = this.session(MAIN);
    const start = startOf(kind, main, prompt);
    await this.#startRun(start, prompt, model, behaviour);
    if (kind === 'sub-agent') {
      await this.#startRun(announcement(start, main), prompt, model, { ...behaviour, act: false });
    }
  }

  async #startRun(start: Start, prompt: string, model: string, behaviour: Behaviour) {
    const run = { ...start, prompt, model, behaviour, stop: new AbortController() };
    this.#audience.tell(...start.before);
    await this.#perform(run);
    this.#audience.tell(...start.after());
  }

  async #perform(run: Run) {
    this.#running.set(run.id, run);
    await perform(run, this.#audience, this.#truth);
    this.#running.delete(run.id);
  }

  /** The runs that were stopped by it. A run goes on when its page leaves, until it is told. */
  abort(sessionKey: string, runId: string | undefined): string[] {
    const running = [...this.#running.values()].filter(
      ({ id, session }) => session.key === sessionKey && (runId ?? id) === id,
    );
    for (const { stop } of running) stop.abort('stopped');
    return running.map(({ id }) => id);
  }

  close(): void {
    for (const { stop } of this.#running.values()) stop.abort(CLOSED);
  }

  readonly #audience: Audience = {
    tell: (...frames) => {
      for (const frame of frames) for (const listener of this.#listeners) listener.hear(frame);
    },
    drop: () => {
      for (const listener of this.#listeners) listener.drop();
    },
  };
}
