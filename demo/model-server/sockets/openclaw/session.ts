/** A conversation of the Gateway's: its transcript, and the figures every frame repeats. */
import { randomUUID } from 'node:crypto';
import { gatewayEvent, type GatewayEvent } from './gateway-frames.ts';

/** As it stands in the transcript. */
export interface TranscriptMessage {
  role: 'user' | 'assistant' | 'toolResult';
  content: unknown;
  timestamp: number;
  [field: string]: unknown;
}

export class GatewaySession {
  readonly key: string;
  readonly id = randomUUID();
  readonly messages: TranscriptMessage[] = [];
  /** What a sub-agent's frames say besides. */
  readonly #lineage: object;
  #model = '';
  #usage = { input: 0, output: 0, totalTokens: 0 };

  constructor(key: string, lineage: object = {}) {
    this.key = key;
    this.#lineage = lineage;
  }

  /** Puts a message into the transcript and says so. */
  add(message: TranscriptMessage, runId?: string): GatewayEvent {
    const messageId = randomUUID();
    const seq = this.messages.length + 1;
    const marked = {
      ...message,
      __openclaw: {
        ...(runId === undefined ? {} : { runId }),
        ...(typeof message['__openclaw'] === 'object' ? message['__openclaw'] : {}),
        id: messageId,
        recordTimestampMs: Date.now(),
        seq,
      },
    };
    this.messages.push(marked);
    return gatewayEvent('session.message', {
      sessionKey: this.key,
      ...(message.role === 'user' ? { senderIsOwner: true } : {}),
      agentId: 'main',
      message: marked,
      messageId,
      messageSeq: seq,
      session: { key: this.key, ...this.#snapshot(message) },
      ...this.#snapshot(message),
      ...(runId === undefined ? {} : { runId }),
    });
  }

  changed(reason: string): GatewayEvent {
    const last = this.messages.at(-1);
    const snapshot = last === undefined ? {} : this.#snapshot(last);
    return gatewayEvent('sessions.changed', {
      sessionKey: this.key,
      agentId: 'main',
      reason,
      ts: Date.now(),
      session: { key: this.key, ...snapshot },
      ...snapshot,
    });
  }

  /** What the last model call used: every later frame of the session shows it again. */
  remember(model: string, usage: { input: number; output: number; totalTokens: number }): void {
    this.#model = model;
    this.#usage = usage;
  }

  #snapshot({ content }: TranscriptMessage): object {
    return {
      sessionId: this.id,
      kind: 'direct',
      ...this.#lineage,
      lastMessagePreview: typeof content === 'string' ? content : '',
      inputTokens: this.#usage.input,
      outputTokens: this.#usage.output,
      totalTokens: this.#usage.totalTokens,
      totalTokensFresh: true,
      estimatedCostUsd: 0,
      modelProvider: 'northwind',
      model: this.#model,
      status: 'running',
      hasActiveRun: true,
    };
  }
}
