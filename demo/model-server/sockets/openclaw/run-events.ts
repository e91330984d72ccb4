/** What the Gateway tells of one run: `agent` and `chat` events under the run's own count. */
import { gatewayEvent, type GatewayEvent } from './gateway-frames.ts';

/** How a run's events show who started it; see the marks each kind of run leaves. */
export interface RunMarks {
  isHeartbeat?: boolean;
  spawnedBy?: string;
}

export class RunEvents {
  readonly #id: string;
  readonly #sessionKey: string;
  readonly #sessionId: string;
  readonly #marks: RunMarks;
  #seq = 0;
  #said = '';

  constructor(id: string, session: { key: string; id: string }, marks: RunMarks) {
    this.#id = id;
    this.#sessionKey = session.key;
    this.#sessionId = session.id;
    this.#marks = marks;
  }

  /** The words of the call under way, as far as they were told. */
  get said(): string {
    return this.#said;
  }

  agent(stream: string, data: object, besides: object = {}): GatewayEvent {
    this.#seq += 1;
    return gatewayEvent('agent', {
      runId: this.#id,
      sessionKey: this.#sessionKey,
      sessionId: this.#sessionId,
      agentId: 'main',
      stream,
      data,
      seq: this.#seq,
      ts: Date.now(),
      ...this.#marks,
      ...besides,
    });
  }

  lifecycle(phase: string, data: object = {}, besides: object = {}): GatewayEvent {
    return this.agent('lifecycle', { phase, ...data }, besides);
  }

  chat(state: string, rest: object): GatewayEvent {
    const { spawnedBy } = this.#marks;
    return gatewayEvent('chat', {
      runId: this.#id,
      sessionKey: this.#sessionKey,
      agentId: 'main',
      ...(spawnedBy === undefined ? {} : { spawnedBy }),
      seq: this.#seq,
      state,
      ...rest,
    });
  }

  /** Both say it, in this order. */
  status(phase: string): GatewayEvent[] {
    return [this.chat('status', { phase }), this.agent('run_status', { phase })];
  }

  piece(sofar: string, delta: string): GatewayEvent[] {
    this.#said = sofar;
    return [
      this.agent('assistant', { text: sofar, delta, itemId: `${this.#id}:1` }),
      this.chat('delta', { deltaText: delta, message: messageOf(sofar) }),
    ];
  }

  /** `lane`: the queue the run went through. */
  ended(text: string, startedAt: number, lane: string | undefined): GatewayEvent[] {
    const ending = { stopReason: 'stop', aborted: false, livenessState: 'working' };
    const endedAt = Date.now();
    return [
      this.lifecycle('finishing', { ...ending, endedAt }),
      this.lifecycle('model', { provider: null, model: null }, lane === undefined ? {} : { lane }),
      this.lifecycle('end', { ...ending, startedAt, endedAt, executionSettled: true }),
      this.chat('final', { stopReason: 'stop', message: messageOf(text) }),
    ];
  }

  aborted(startedAt: number): GatewayEvent[] {
    const stopReason = 'rpc';
    const said = this.#said === '' ? {} : { message: messageOf(this.#said) };
    const data = { status: 'cancelled', aborted: true, stopReason, startedAt, endedAt: Date.now() };
    return [this.chat('aborted', { stopReason, ...said }), this.lifecycle('end', data)];
  }

  failed(): GatewayEvent[] {
    const error = 'The model is overloaded.';
    return [
      this.lifecycle('error', { error, endedAt: Date.now() }),
      this.chat('error', { errorMessage: error }),
    ];
  }
}

function messageOf(text: string): object {
  return { role: 'assistant', content: [{ type: 'text', text }], timestamp: Date.now() };
}
