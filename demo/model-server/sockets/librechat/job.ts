/**
 * A generation of LibreChat's: it goes on by itself, whoever listens. Who comes late is told what
 * has been, the usage included, under the same ids.
 */
import type { ServerResponse } from 'node:http';
import { sse } from '../../dialect.ts';
import { CLOSED, type Wire } from '../model-call.ts';
import { sseWire } from '../http-wire.ts';

/** An event as listeners get it, and what it adds to the state a late one is given. */
export interface JobEvent {
  data: object | string;
  event?: 'message' | 'error';
  adds?: { text: string } | { step: object } | { usage: object };
}

export class Job {
  readonly id: string;
  readonly #told: JobEvent[] = [];
  readonly #steps: object[] = [];
  readonly #usage: object[] = [];
  #text = '';
  readonly #listeners = new Map<Wire<string>, ServerResponse>();
  readonly #stop = new AbortController();
  readonly #left = new AbortController();
  #over = false;

  constructor(id: string) {
    this.id = id;
  }

  readonly wire: Wire<JobEvent> = {
    send: (event) => {
      this.#told.push(event);
      this.#add(event);
      for (const listener of this.#listeners.keys()) listener.send(written(event));
    },
    cut: () => {
      // Whoever comes back finds out.
      this.#told.push({ event: 'error', data: { message: 'Generation failed.' } });
      for (const listener of this.#listeners.keys()) listener.cut();
    },
    gone: this.#stop.signal,
    left: this.#left.signal,
  };

  /** The answer as far as it was told. */
  get text(): string {
    return this.#text;
  }

  stop(): void {
    this.#stop.abort('stopped');
  }

  /** `resume`: the listener was here before, and gets a summary and the usage instead of it all. */
  listen(response: ServerResponse, resume: boolean): void {
    const listener = sseWire(response);
    if (resume) listener.send(written({ data: this.#summary() }));
    const again = resume ? this.#told.filter(isRepeated) : this.#told;
    for (const event of again) listener.send(written(event));
    if (this.#over) {
      response.end();
      return;
    }
    this.#listeners.set(listener, response);
    listener.gone.addEventListener('abort', () => {
      this.#listeners.delete(listener);
      if (!this.#over && listener.gone.reason === CLOSED) this.#left.abort();
    });
  }

  end(): void {
    this.#over = true;
    for (const response of this.#listeners.values()) response.end();
    this.#listeners.clear();
  }

  #add({ adds }: JobEvent): void {
    if (adds === undefined) return;
    if ('text' in adds) this.#text += adds.text;
    if ('step' in adds) this.#steps.push(adds.step);
    if ('usage' in adds) this.#usage.push(adds.usage);
  }

  #summary(): object {
    return {
      sync: true,
      resumeState: {
        runSteps: this.#steps,
        aggregatedContent: [{ type: 'text', text: this.#text }],
        collectedUsage: this.#usage,
      },
      pendingEvents: [],
    };
  }
}

function isRepeated({ data, event }: JobEvent): boolean {
  if (event === 'error' || typeof data === 'string') return event === 'error';
  return 'final' in data || ('event' in data && data.event === 'on_token_usage');
}

function written({ data, event = 'message' }: JobEvent): string {
  return sse(data, event);
}
