/**
 * One run of an agent: a chain of model calls with tools between them. A call begins where the
 * gateway says it asks a model, and the message that came of it says what it used.
 */
import { contentText } from '../message-text.ts';
import { type Answer, asking, type Asked, type Calls, finish, report } from '../protocol.ts';
import { type AgentEvent, type MessageEvent, toolCallParts } from './frames.ts';

export class Run {
  readonly #calls: Calls;
  readonly #id: string;
  readonly #first: Asked;
  readonly #joined: boolean;
  #count = 0;
  /** The call under way, or the one whose tools are still running. */
  #current: { name: string; answer: Answer; asks: boolean } | null = null;
  /** Ids of the last call's tools: the next call carries their results. */
  #tools: string[] = [];
  #outputBefore = 0;

  /** `first`: what its first call asks. `joined`: it was under way before we came. */
  constructor(calls: Calls, id: string, first: Asked, joined: boolean) {
    this.#calls = calls;
    this.#id = id;
    this.#first = first;
    this.#joined = joined;
  }

  /** The model is asked, or is about to be; then nobody knows yet which. */
  ask(model: string | null = null): void {
    if (this.#current?.asks === true) {
      this.#current.answer.model ??= model;
      return;
    }
    this.#close();
    const step = this.#count > 0;
    const { conversation, trigger } = this.#first;
    const asked = step
      ? asking({ conversation, trigger, turn: 'tool-results', answers: this.#tools })
      : this.#first;
    const name = `${this.#id} ${this.#count}`;
    this.#count += 1;
    const answer = this.#calls.begin(name, asked);
    // Until the answer has a name of its own; should this page go away, the next one knows this.
    answer.key = this.#id;
    answer.model = model;
    this.#current = { name, answer, asks: true };
  }

  hear({ stream, data }: AgentEvent): void {
    const call = this.#current;
    if (stream === 'assistant' && call?.asks === true && data.delta !== undefined) {
      call.answer.text.push(data.delta);
    } else if (stream === 'usage' && call?.asks === true && data.outputTokens !== undefined) {
      report(call.answer, { outputTokens: Math.max(0, data.outputTokens - this.#outputBefore) });
    } else if (stream === 'tool' && data.phase === 'start') {
      this.#nameInner(data.parentToolCallId, data.name);
    }
  }

  /** A call's message, written into the session. */
  message({ sessionKey = '', message }: MessageEvent): void {
    if (this.#current?.asks !== true) this.ask();
    const call = this.#current;
    if (call === null) return;
    const { answer } = call;
    const { usage, responseId, __openclaw } = message;
    const id = responseId ?? __openclaw?.id;
    if (id !== undefined) {
      if (this.#joined && this.#count === 1) answer.earlierKey = this.#id;
      answer.key = `${sessionKey} ${id}`;
    }
    answer.model = message.model ?? answer.model;
    answer.toolCalls.push(...toolCallParts(message.content));
    if (answer.text.length === 0) answer.text.push(...contentText(message.content));
    const { input, output, cacheRead = 0, cacheWrite = 0 } = usage ?? {};
    // What a cumulative count promised before is replaced by the call's own figure.
    if (output !== undefined) answer.usage.outputTokens = undefined;
    report(answer, {
      inputTokens: input === undefined ? undefined : input + cacheRead + cacheWrite,
      outputTokens: output,
      cachedInputTokens: usage?.cacheRead,
    });
    // Sub-agents name the session they were sent from.
    answer.names.push(sessionKey);
    if (message.stopReason === 'error') answer.ending = 'failed';
    else if (message.stopReason !== 'aborted') finish(answer);
    this.#outputBefore += output ?? 0;
    call.asks = false;
  }

  /** The run is over, whichever way. */
  end(failed: boolean): void {
    if (this.#current?.asks === true && failed) this.#current.answer.ending = 'failed';
    this.#close();
  }

  /** The gateway did not take it: nothing was asked, nothing burned. */
  refuse(): void {
    if (this.#current === null) return;
    report(this.#current.answer, { inputTokens: 0, outputTokens: 0 });
    this.end(true);
  }

  #close(): void {
    if (this.#current === null) return;
    const { name, answer } = this.#current;
    this.#tools = answer.toolCalls.flatMap(({ id }) => id ?? []);
    this.#calls.end(name);
    this.#current = null;
  }

  /** Some tools only call others; what was really done counts. */
  #nameInner(outerId: string | undefined, name: string | undefined): void {
    if (outerId === undefined || name === undefined) return;
    const calls = this.#current?.answer.toolCalls;
    const outer = calls?.find(({ id }) => id === outerId);
    if (outer !== undefined) outer.name = name;
  }
}
